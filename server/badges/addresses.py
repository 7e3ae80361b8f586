"""Addresses outside: a badge's public page, and LinkedIn's form to add it to a profile."""

from datetime import datetime
from urllib.parse import urlencode

from server.web.locale import zone

LINKEDIN = "https://www.linkedin.com/profile/add"


def public_address(public_url: str, code: str) -> str:
    """Where anybody who has the link reads who holds which badge."""
    return f"{public_url}/b/{code}"


def linkedin_address(name: str, organisation: str, earned_at: datetime, address: str, code: str) -> str:
    """A plain link to LinkedIn's own form, filled in: nothing is sent until the person sends it there."""
    earned_on = earned_at.astimezone(zone())
    values = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": organisation,
        "issueYear": earned_on.year,
        "issueMonth": earned_on.month,
        "certUrl": address,
        "certId": code,
    }
    return f"{LINKEDIN}?{urlencode(values)}"
