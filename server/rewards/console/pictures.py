"""A gift's own picture: what HR chose from their files, made small and kept."""

import asyncio
from pathlib import Path

from server.content.images import MAX_BYTES, to_webp
from server.content.media import picture_file, store_picture
from server.rewards.catalogue_forms import OWN, RewardForm
from server.web.forms import Filled, check

MOST_BYTES = MAX_BYTES + 1  # what is read of a file: one too many tells


async def take_picture(form: Filled[RewardForm], media: Path, body: bytes) -> None:
    """Store a chosen file and name it in the form, which is checked again. Raises ImageRefused."""
    name = await asyncio.to_thread(_small, media, body)
    form.raw |= {"picture": name, "illustration": OWN}
    check_again(form)


def _small(media: Path, body: bytes) -> str:
    return store_picture(media, to_webp(body))


def forget_unknown(form: Filled[RewardForm], media: Path) -> None:
    """A picture that the form names and that is not there is none."""
    if form.said("picture") and picture_file(media, str(form.said("picture"))) is None:
        form.raw.pop("picture")
        check_again(form)


def check_again(form: Filled[RewardForm]) -> None:
    """Forget what an earlier check said."""
    form.errors.clear()
    form.value = None
    check(form)
