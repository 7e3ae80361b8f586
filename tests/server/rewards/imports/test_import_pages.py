"""The pages of an import of gifts: a preview row by row, what is refused, what stays of the form, what is gone."""

import csv
import io
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.privacy.purging import purge_lapsed
from server.rewards.imports.drafts import DRAFT_LIVES
from server.rewards.models import Reward, RewardImport
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward
from tests.support.signing_in import as_person

IMPORTS = "/console/gifts/imports"
GIFTS = b"Nom;Nom anglais;Points;Valeur;Salaire\nGourde;Flask;300;15,00;51000\n=1+1;Sum;x;2;48000\nSac;Tote;100;9;\n"
CODES = b"Code;Expiry\nAB12-CD34-EF56;2027-12-31\nAB12-CD34-EF56;\nGH78-IJ90-KL12;2020-01-01\n"


async def hr_of(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)


async def upload(hr: httpx2.AsyncClient, body: bytes = GIFTS, name: str = "cadeaux été.csv", **data: str) -> str:
    answer = await hr.post(IMPORTS, files={"file": (name, body, "text/csv")}, data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def upload_codes(hr: httpx2.AsyncClient, gift: str, body: bytes = CODES, **data: str) -> httpx2.Response:
    return await hr.post(
        f"{IMPORTS}/codes", files={"codes": ("codes.csv", body, "text/csv")}, data={"gift": gift, **data}
    )


async def test_a_preview_says_row_by_row_what_would_be_done(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = await upload(hr)
    for _ in range(2):  # a reload finds it again
        page = (await hr.get(path)).text
        assert "Nothing is written yet" in page
        assert "Flask" in page
        assert "Tote" in page
        assert "Line 3: “x” in the column “Points” is not a whole number." in page
        assert "Salaire" in page
        assert "51000" not in page
    assert await Reward.all().count() == 0
    assert "51000" not in str(await RewardImport.all().values("content"))
    assert "cadeaux été.csv" in (await hr.get(IMPORTS)).text


async def test_refused_rows_come_back_harmless_to_be_corrected(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = await upload(hr)
    answer = await hr.get(f"{path}/refused.csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="refused.csv"')
    _, row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert row[:4] == ["'=1+1", "Sum", "x", "2"]
    corrected = answer.content.replace(b";x;", b";50;")
    again = (await hr.get(await upload(hr, corrected, "again.csv"))).text
    assert "Sum" in again
    assert "Refused rows" not in again


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"PK\x03\x04", 415, "is a spreadsheet"),
        (b"\0binary\0", 415, "is not a CSV file"),
        (b"a" * (2 * 1024 * 1024 + 1), 413, "larger than 2 MB"),
        (b"\nNom;Points\nSac;1\n", 422, "Line 2: the column “Value” is missing."),
        (b"", 422, "empty"),
    ],
)
async def test_a_file_that_cannot_be_read(app: ASGIApp, body: bytes, status: int, sentence: str) -> None:
    hr = await hr_of(app)
    gift = await a_reward(kind="voucher", name_en="Bookshop")
    for path, name in ((IMPORTS, "file"), (f"{IMPORTS}/codes", "codes")):
        if sentence.startswith("Line 2") and name == "codes":
            continue
        form = {"form_key": f"kept-for-the-next-{name}", "gift": gift.id}
        answer = await hr.post(path, files={name: ("a.csv", body, "text/csv")}, data=form)
        assert answer.status_code == status
        assert sentence in answer.text
        assert f"kept-for-the-next-{name}" in answer.text
        assert (f'value="{gift.id}" selected' in answer.text) == (name == "codes")
    assert await RewardImport.all().count() == 0


async def test_nothing_chosen(app: ASGIApp) -> None:
    hr = await hr_of(app)
    answer = await hr.post(IMPORTS, data={"form_key": "some-key-here"})
    assert answer.status_code == 422
    assert "Choose a CSV file." in answer.text
    good = await a_reward()
    for gift in ("", "nobody", good.id):
        answer = await upload_codes(hr, gift)
        assert answer.status_code == 422
        assert "Choose the voucher that these codes belong to." in answer.text


async def test_codes_are_shown_masked_and_refused_without_a_word_of_them(app: ASGIApp) -> None:
    hr = await hr_of(app)
    gift = await a_reward(kind="voucher", name_en="Bookshop", stock_total=0)
    path = (await upload_codes(hr, gift.id)).headers["location"]
    page, refused = (await hr.get(path)).text, (await hr.get(f"{path}/refused.csv")).text
    assert "••••56" in page
    assert "Line 3: this code already stands on line 2." in page
    assert "Line 4: this code has expired." in page
    assert f'href="/console/gifts/{gift.id}"' in page
    assert "3;Line 3: this code already stands on line 2." in refused
    for text in (page, refused):
        assert not any(part in text for part in ("AB12", "CD34", "GH78", "KL12"))


async def test_a_gift_chosen_on_its_own_page_is_chosen_here(app: ASGIApp) -> None:
    hr, gift = await hr_of(app), await a_reward(kind="voucher")
    assert f'value="{gift.id}" selected' in (await hr.get(f"{IMPORTS}?gift={gift.id}")).text


async def test_the_same_tap_makes_one_draft(app: ASGIApp) -> None:
    hr = await hr_of(app)
    first, second = [await upload(hr, form_key="a-key-of-its-own") for _ in range(2)]
    assert first == second
    other = GIFTS.replace(b"Sac", b"Bol")
    answer = await hr.post(IMPORTS, files={"file": ("a.csv", other, "")}, data={"form_key": "a-key-of-its-own"})
    assert answer.status_code == 409


async def test_a_draft_lives_a_day_for_whoever_chose_it(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = await upload(hr)
    other = await as_person(browser(app), await person("other", role="hr"), stepped_up=True)
    for act in ("", "/refused.csv"):
        assert (await other.get(f"{path}{act}")).status_code == 404
    assert (await other.post(f"{path}/confirmation")).status_code == 404
    await other.post(f"{path}/deletion")
    assert (await hr.get(path)).status_code == 200
    await RewardImport.all().update(created_at=clock.now() - DRAFT_LIVES - timedelta(seconds=1))
    gone = await hr.get(path)
    assert gone.status_code == 404
    assert "A file stays here for a day. Choose it again." in gone.text
    assert (await hr.post(f"{path}/confirmation")).status_code == 404
    await purge_lapsed()
    assert await RewardImport.all().count() == 0


async def test_a_file_can_be_put_away(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = await upload(hr)
    away = await hr.post(f"{path}/deletion")
    assert "The file is put away: nothing more of it is kept." in (await hr.get(away.headers["location"])).text
    assert (await hr.get(path)).status_code == 404
    assert await AuditEntry.all().count() == 0


async def test_what_was_confirmed_is_said_once_it_is_done(app: ASGIApp) -> None:
    hr = await hr_of(app)
    path = await upload(hr)
    assert "The file is imported." not in (await hr.get(f"{path}?said=imported")).text, "not before it is"
    done = await hr.post(f"{path}/confirmation")
    assert "The file is imported." in (await hr.get(done.headers["location"])).text
    assert {each.name_en for each in await Reward.all()} == {"Flask", "Tote"}


@pytest.mark.parametrize("path", [f"{IMPORTS}/no-such-file", f"{IMPORTS}/examples/else.csv"])
async def test_nothing_at_this_address(app: ASGIApp, path: str) -> None:
    assert (await (await hr_of(app)).get(path)).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_examples_can_be_imported(app: ASGIApp, language: str) -> None:
    hr = await hr_of(app)
    await a_place("Lyon, front desk")
    await a_place("Nantes")
    gift = await a_reward(kind="voucher")
    headers = {"accept-language": language}
    gifts = (await hr.get(f"{IMPORTS}/examples/gifts.csv", headers=headers)).content
    codes = (await hr.get(f"{IMPORTS}/examples/codes.csv", headers=headers)).content
    for path in (await upload(hr, gifts), (await upload_codes(hr, gift.id, codes)).headers["location"]):
        page = (await hr.get(path)).text
        assert "Refused rows" not in page
        assert "Ignored" not in page
    assert (b"front desk" in gifts, b"AAAA" in codes) == (True, True)


async def test_without_a_fresh_code_it_is_asked_for_before_a_file_is_chosen(app: ASGIApp) -> None:
    await company()
    hr = await as_person(browser(app), await person("hr", role="hr"))
    page = await hr.get(IMPORTS)
    assert page.status_code == 403
    assert 'type="file"' not in page.text
