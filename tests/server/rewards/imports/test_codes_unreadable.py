"""Codes of a file are nowhere to be read: not while it waits, not once it is confirmed, in no file on the disk."""

from pathlib import Path

import httpx2
import pytest
from starlette.types import ASGIApp

from server.rewards.models import RewardCode, RewardImport
from tests.conftest import browser
from tests.support.codes import dump, found_in_bytes, found_in_text
from tests.support.people import company, person
from tests.support.rewards import a_reward
from tests.support.signing_in import as_person

IMPORTS = "/console/gifts/imports"
CODES = ("LIVRE-7788-KQ2M-PLXX", "LIVRE-1199-ZT4R-98AA", "LIVRE-3300-OLDX-77BB", "LIVRE-4400-DATE-66CC")
FILE = "\n".join(
    ["Code;Expiration", *(f"{code};2027-12-31" for code in CODES[:2]), f"{CODES[2]};2020-01-01", f"{CODES[3]};soon",
     f"{CODES[0]};"]
).encode()  # fmt: skip


async def test_no_table_no_page_and_no_file_holds_a_code(app: ASGIApp, tmp_path: Path) -> None:
    await company()
    hr = await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)
    gift = await a_reward(kind="voucher", stock_total=0)
    path = await upload(hr, gift.id, FILE)
    assert await read_anywhere(hr, path, tmp_path) == []
    assert (await RewardImport.get(reward_id=gift.id)).content
    await hr.post(f"{path}/confirmation")
    assert await RewardCode.all().count() == 2
    assert await read_anywhere(hr, path, tmp_path) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("separator", [";", ","])
async def test_a_bare_table_without_names_is_refused_and_kept_nowhere(
    app: ASGIApp, tmp_path: Path, separator: str
) -> None:
    await company()
    hr = await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)
    gift = await a_reward(kind="voucher", stock_total=0)
    body = "\n".join(f"{code}{separator}2027-12-31" for code in CODES).encode()
    answer = await hr.post(f"{IMPORTS}/codes", files={"codes": ("codes.csv", body, "")}, data={"gift": gift.id})
    assert answer.status_code == 422
    assert "no column is named “code”" in answer.text
    assert found_in_text(answer.text, CODES) == []
    assert await read_anywhere(hr, IMPORTS, tmp_path) == []


async def upload(hr: httpx2.AsyncClient, gift: str, body: bytes) -> str:
    answer = await hr.post(f"{IMPORTS}/codes", files={"codes": ("codes.csv", body, "")}, data={"gift": gift})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def read_anywhere(hr: httpx2.AsyncClient, path: str, folder: Path) -> list[str]:
    """The codes that stand in a table, on a page of the import, in its refused rows or in a file of ours."""
    pages = [(await hr.get(f"{path}{more}")).text for more in ("", "/refused.csv")]
    return [*on_disk(folder), *found_in_text(await dump(), CODES), *found_in_text("".join(pages), CODES)]


def on_disk(folder: Path) -> list[str]:
    """The codes in the files of an installation; PostgreSQL keeps its own elsewhere."""
    return found_in_bytes(folder, CODES) if any(each.is_file() for each in folder.rglob("*")) else []
