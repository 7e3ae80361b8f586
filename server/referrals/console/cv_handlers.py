"""GET /console/referrals/{id}/cv: a stranger's file, handed over as such, and never without a trace."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from server.candidates.vault import cv_of
from server.database import transaction
from server.referrals.queries import referral
from server.web.audit import record
from server.web.problems import NotFound
from server.web.sessions import signed_in

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


async def show_cv(request: Request) -> Response:
    """GET /console/referrals/{id}/cv"""
    found = await referral(request.path_params["id"])
    cv = await cv_of(found.candidate_id) if found and found.candidate_id else None
    if found is None or cv is None:
        raise NotFound
    async with transaction():
        await record("referral.cv", "referral", found.id, signed_in(request).person_id, None, None)
    return Response(cv.data, media_type=KINDS.get(cv.form, "application/octet-stream"), headers=_headers(cv.name))


def _headers(name: str) -> dict[str, str]:
    """Saved, never opened in the page's place; and if it were, with no right at all."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
