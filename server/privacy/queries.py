"""The legal texts in force."""

from dataclasses import dataclass
from datetime import datetime

from server.database.fields import to_millis
from server.people.queries import company
from server.privacy.models import LegalText
from server.privacy.texts import LegalPage, shipped_text
from server.settings import PRODUCT_NAME


@dataclass(frozen=True, slots=True)
class TextInForce:
    """A legal text in Markdown: ours, or HR's since `edited_at`."""

    body: str
    edited_at: datetime | None

    @property
    def version(self) -> int:
        """What tells whether somebody saved in between: 0 for our own text."""
        return to_millis(self.edited_at) if self.edited_at else 0


async def text_in_force(page: LegalPage, language: str) -> TextInForce:
    """HR's wording, else ours."""
    found = await LegalText.get_or_none(page=page, language=language)
    if found is None:
        return TextInForce(shipped_text(page, language), None)
    return TextInForce(found.body, found.edited_at)


async def text_to_read(page: LegalPage, language: str) -> str:
    """The text with the company's name in it."""
    profile = await company()
    return (await text_in_force(page, language)).body.replace("{company}", profile.name if profile else PRODUCT_NAME)
