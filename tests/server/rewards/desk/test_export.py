"""GET /console/gifts/orders/export.csv: the shelf as a file that no spreadsheet runs."""

import csv
from io import StringIO

import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.rewards.desk import exporting
from server.rewards.desk.exporting import HEAD
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.gift_desk import DESK, orders_of_many, the_desk
from tests.support.people import person
from tests.support.rewards import a_place, a_reward, ordered, points_for
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH = f"{DESK}/export.csv"


def cells(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(body.decode("utf-8-sig")), delimiter=";"))


async def test_the_file_says_what_the_page_says(app: ASGIApp) -> None:
    client, hr = await the_desk(app)
    lyon = await a_place("Lyon")
    bottle = await a_reward(slug="bottle", name_en="Steel bottle", value_cents=1_950, places=[lyon], choices=["Blue"])
    alice = await person("alice", employee_number="E-7")
    await points_for(alice, 500)
    made = await ordered(bottle, alice, note='=HYPERLINK("http://x")\nand\tmore')
    await ordered(await a_reward(slug="book"), alice, note="+1")
    async with client:
        sent = await client.get(f"{PATH}?show=decide&gift=bottle")
        both = await client.get(PATH)
        none = await client.get(f"{PATH}?show=done")
    assert sent.content.startswith(b"\xef\xbb\xbfReference;Name;")
    assert "attachment" in sent.headers["content-disposition"]
    assert sent.headers["cache-control"] == "no-store"
    (line,) = cells(sent.content)
    assert (line["Reference"], line["Order"]) == (made.replace("-", "")[-6:].upper(), made)
    assert (line["Name"], line["Employee number"], line["Team"]) == ("Alice Test", "E-7", "Data")
    assert (line["Gift"], line["Choice"], line["Points"]) == ("Steel bottle", "Blue", "100")
    assert (line["Face value (EUR)"], line["For the tax office"]) == ("19.50", "Taxable benefit")
    assert (line["State"], line["Place"], line["Ordered on"]) == ("To decide", "Lyon", "2026-11-24")
    assert line["Their words"] == '\'=HYPERLINK("http://x") and more'
    assert [each["Their words"][:2] for each in cells(both.content)] == ["'=", "'+"]
    assert (cells(none.content), len(none.content.decode().split(";"))) == ([], len(HEAD))
    noted = await rows("SELECT actor_id FROM audit_entry WHERE action = 'redemption.export'")
    assert [row["actor_id"] for row in noted] == [hr.id] * 3, "who took the names home is known"


@pytest.mark.parametrize("portion", [1, 2, 5, 6])
async def test_a_shelf_longer_than_a_portion_is_written_whole(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", portion)
    client, _ = await the_desk(app)
    made = await orders_of_many("ada", "bea", "cleo", "dina", "elsa")
    async with client:
        sent = await client.get(f"{PATH}?show=decide")
    assert [line["Order"] for line in cells(sent.content)] == made
    (noted,) = await AuditEntry.filter(action="redemption.export")
    assert noted.after == {"show": "decide", "place": "", "gift": "", "orders": 5}


async def test_the_file_asks_for_a_fresh_code(app: ASGIApp) -> None:
    await the_desk(app)
    async with await as_person(browser(app), await person("hugo", role="hr")) as client:
        assert (await client.get(PATH)).status_code == 403
    assert await rows("SELECT id FROM audit_entry WHERE action = 'redemption.export'") == []
