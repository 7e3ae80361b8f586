"""A gift's own picture: made small, kept through other mistakes, refused in a sentence."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image

from server.rewards.models import Reward
from tests.support.people import company, person
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HERE = "/console/gifts"
FIELDS = {"name_fr": "Gourde", "name_en": "Flask", "cost": "300", "value": "15", "illustration": "tote", "stock": "7"}


def png(colour: str = "teal") -> bytes:
    written = BytesIO()
    Image.new("RGB", (900, 600), colour).save(written, "PNG")
    return written.getvalue()


async def sent(client: httpx2.AsyncClient, body: bytes, path: str = HERE, **changes: Any) -> httpx2.Response:
    return await client.post(path, data={**FIELDS, **changes}, files={"file": ("flask.png", body, "image/png")})


@pytest.fixture
def media(tmp_path: Path) -> Path:
    return tmp_path / "data" / "media"


def kept_in(media: Path) -> list[Path]:
    return list(media.glob("*"))


async def desk(client: httpx2.AsyncClient) -> None:
    await company()
    await as_person(client, await person("hr", role="hr"), stepped_up=True)


async def test_a_file_becomes_a_small_picture_instead_of_the_drawing(client: httpx2.AsyncClient, media: Path) -> None:
    await desk(client)
    one = (await sent(client, png())).headers["location"].partition("?")[0]
    made = await Reward.get(name_en="Flask")
    assert made.picture
    assert (made.illustration, made.stock_total) == ("", 7)
    with Image.open(media / made.picture) as stored:
        assert (stored.format, stored.width) == ("WEBP", 640)
    page = (await client.get(one)).text
    assert f'value="own" checked><img src="/media/{made.picture}"' in page
    assert (await client.get(f"/media/{made.picture}")).status_code == 200
    kept = {**FIELDS, "illustration": "own", "picture": made.picture, "version": "1", "cost": "310"}
    assert (await client.post(one, data=kept)).status_code == 303
    assert (await Reward.get(id=made.id)).picture == made.picture
    assert (await client.post(one, data={**kept, "illustration": "book", "version": "2"})).status_code == 303
    drawn = await Reward.get(id=made.id)
    assert (drawn.picture, drawn.illustration) == (None, "book")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\0" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG drawings are not accepted"),
        (b"plain words", "not a picture we can read"),
        (png()[:200], "not a picture we can read"),
    ],
)
async def test_a_refused_file_leaves_every_other_field(
    client: httpx2.AsyncClient, media: Path, body: bytes, said: str
) -> None:
    await desk(client)
    answer = await sent(client, body)
    assert (answer.status_code, said in answer.text) == (422, True)
    for kept in ('value="Flask"', 'value="300"', 'value="15"', 'value="tote" checked', 'value="7"'):
        assert kept in answer.text
    assert await Reward.all().count() == 0
    assert kept_in(media) == []


async def test_another_mistake_does_not_lose_the_picture(client: httpx2.AsyncClient) -> None:
    await desk(client)
    answer = await sent(client, png("navy"), cost="none")
    picture = re.search(r'name="picture" value="([0-9a-f]{32}\.webp)"', answer.text)
    assert answer.status_code == 422
    assert picture
    assert 'value="own" checked' in answer.text
    again = await client.post(HERE, data={**FIELDS, "picture": picture[1], "illustration": "own"})
    assert again.status_code == 303
    assert (await Reward.get(name_en="Flask")).picture == picture[1]


async def test_a_picture_that_is_not_there_is_none(client: httpx2.AsyncClient) -> None:
    await desk(client)
    for name in ("0" * 32 + ".webp", "../../secret-key", ""):
        answer = await client.post(HERE, data={**FIELDS, "picture": name, "illustration": "own"})
        assert (answer.status_code, "Choose a file for your own picture" in answer.text) == (422, True)
    ignored = await client.post(HERE, data={**FIELDS, "picture": "0" * 32 + ".webp"})
    assert ignored.status_code == 303
    assert (await Reward.get(name_en="Flask")).picture is None
