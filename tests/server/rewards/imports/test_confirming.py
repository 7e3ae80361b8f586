"""Confirming a file: all of it once, decided again by what is there at that moment, or nothing of it."""

import asyncio
from contextlib import suppress
from datetime import date

import pytest

from server import clock
from server.database import rows
from server.people.models import Person
from server.rewards.catalogue_commands import create_reward, create_rewards
from server.rewards.catalogue_forms import RewardForm
from server.rewards.code_sealing import unlock_codes
from server.rewards.codes import store_codes
from server.rewards.imports.building import outcome_of
from server.rewards.imports.confirming import NoVoucher, confirm_draft
from server.rewards.imports.drafts import Draft, draft_of, keep_codes, keep_gifts
from server.rewards.imports.planning import codes_planned
from server.rewards.imports.reading_codes import CodesFile, CodesPlan, plan_codes, read_codes
from server.rewards.imports.reading_gifts import read_gifts
from server.rewards.models import Reward, RewardCode, RewardImport
from server.web.models import AuditEntry
from tests.support.breaking import Broken, breaking_at
from tests.support.candidates import SECRETS
from tests.support.people import company, person
from tests.support.rewards import a_reward, the_reward

pytestmark = pytest.mark.usefixtures("db")
GIFTS = b"Name;Points;Value;Kind;Stock\nFlask;300;15;;24\nBook;200;12,50;voucher;\nBag;x;9;;\n"
CODES = b"Code;Expiry\nAB12-CD34;2027-12-31\nEF56-GH78;\nAB12CD34;\n"


@pytest.fixture
async def hr() -> Person:
    unlock_codes(SECRETS)
    await company()
    return await person("hr", role="hr")


async def kept(draft_id: str, by: Person) -> Draft:
    draft = await draft_of(draft_id, by.id)
    assert draft is not None
    return draft


def a_form(name: str) -> RewardForm:
    return RewardForm.model_validate(
        {
            "kind": "good", "name_fr": name, "name_en": name, "cost": "300", "value": "15", "tax_label": "taxable",
            "stock": "24", "illustration": "flask", "until_day": "2027-01-31",
        }
    )  # fmt: skip


async def gifts_draft(by: Person, body: bytes = GIFTS) -> Draft:
    return await kept(await keep_gifts(read_gifts(body, "gifts.csv"), "gifts.csv", by.id), by)


async def codes_draft(by: Person, reward_id: str, body: bytes = CODES) -> Draft:
    return await kept(await keep_codes(read_codes(body, "codes.csv"), reward_id, "codes.csv", by.id), by)


async def test_good_rows_become_drafts_as_hr_would_write_them(hr: Person) -> None:
    draft = await gifts_draft(hr)
    await confirm_draft(draft, hr.id)
    found = {gift.name_en: gift for gift in await Reward.all()}
    assert sorted(found) == ["Book", "Flask"]
    flask, book = found["Flask"], found["Book"]
    assert (flask.slug, flask.cost, flask.value_cents, flask.stock_total, flask.tax_label) == (
        "flask", 300, 1500, 24, "taxable",
    )  # fmt: skip
    assert (book.kind, book.stock_total, book.value_cents) == ("voucher", 0, 1250)
    assert {gift.published_at for gift in found.values()} == {None}
    outcome = await outcome_of(await kept(draft.id, hr))
    assert [(each.line, each.href) for each in outcome.gifts] == [
        (2, f"/console/gifts/{flask.id}"), (3, f"/console/gifts/{book.id}"),
    ]  # fmt: skip
    assert [each.line for each in outcome.refused] == [4]
    entry = await AuditEntry.get(action="reward.import")
    assert entry.after == {"file": "gifts.csv", "created": 2, "refused": 1}
    assert await AuditEntry.filter(action="reward.create").count() == 2


async def test_many_gifts_are_written_as_one_by_one_would_be(hr: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.rewards.catalogue_commands.AT_ONCE", 4)
    monkeypatch.setattr("server.web.audit.PORTION", 3)
    taken = await a_reward(slug="bottle")
    forms = [a_form(name) for name in ("Bottle!", "Orders", "Flask", "FLASK?", "Bag", "Pen", "Flask.", "Été", "Ete")]
    ids = await create_rewards(forms, hr.id)
    made = {gift.id: gift for gift in await Reward.exclude(id=taken.id)}
    assert [made[each].slug for each in ids] == [
        "bottle-2", "gift", "flask", "flask-2", "bag", "pen", "flask-3", "ete", "ete-2",
    ]  # fmt: skip
    assert [made[each].name_en for each in ids] == [form.name_en for form in forms]
    entries = {entry.object_id: entry for entry in await AuditEntry.filter(action="reward.create", actor_id=hr.id)}
    one = await create_reward(a_form("Flask"), hr.id)
    alone = await AuditEntry.get(action="reward.create", object_id=one)
    assert entries.keys() == set(ids)
    assert entries[ids[2]].after == alone.after
    assert (entries[ids[2]].before, alone.object_type) == (alone.before, entries[ids[2]].object_type)


async def test_a_long_file_takes_a_few_statements(hr: Person) -> None:
    body = b"Name;Points;Value;Kind;Stock\n" + b"".join(b"Gift %d;300;15;;24\n" % number for number in range(150))
    draft = await gifts_draft(hr, body)
    with breaking_at(0) as count:
        await confirm_draft(draft, hr.id)
    assert await Reward.all().count() == 150
    assert count.statements < 20


async def test_codes_are_stored_and_the_stock_grows_by_as_many(hr: Person) -> None:
    gift = await a_reward(kind="voucher", stock_total=1, low_told_at=clock.now())
    draft = await codes_draft(hr, gift.id)
    await confirm_draft(draft, hr.id)
    assert (await the_reward(gift.id)).stock_total == 3
    assert (await Reward.get(id=gift.id)).low_told_at is None
    assert sorted(each.expires_on or date.max for each in await RewardCode.all()) == [date(2027, 12, 31), date.max]
    outcome = await outcome_of(await kept(draft.id, hr))
    assert [(each.line, each.shown) for each in outcome.codes] == [(2, "••••"), (3, "••••")]
    assert [each.line for each in outcome.refused] == [4]
    entry = await AuditEntry.get(action="reward.codes")
    assert (entry.before, entry.after) == (
        {"stock_total": 1}, {"stock_total": 3, "file": "codes.csv", "codes": 2, "refused": 1},
    )  # fmt: skip
    assert (await RewardImport.get(id=draft.id)).content == ""


async def test_confirmed_many_times_at_once_is_confirmed_once(hr: Person) -> None:
    gift = await a_reward(kind="voucher", stock_total=0)
    for draft in (await gifts_draft(hr), await codes_draft(hr, gift.id)):
        await asyncio.gather(*(confirm_draft(draft, hr.id) for _ in range(3)))
    assert await Reward.all().count() == 3
    assert await RewardCode.all().count() == 2
    assert (await the_reward(gift.id)).stock_total == 2


async def test_two_files_of_the_same_gifts_make_each_once(hr: Person) -> None:
    drafts = [await gifts_draft(hr) for _ in range(2)]
    await asyncio.gather(*(confirm_draft(draft, hr.id) for draft in drafts))
    assert sorted(gift.name_en for gift in await Reward.all()) == ["Book", "Flask"]
    outcomes = [await outcome_of(await kept(draft.id, hr)) for draft in drafts]
    assert sorted(len(each.refused) for each in outcomes) == [1, 3]


async def test_what_is_there_meanwhile_is_refused_by_its_line(hr: Person) -> None:
    gift, other = await a_reward(kind="voucher", stock_total=0), await a_reward(kind="voucher", stock_total=0)
    gifts, codes = await gifts_draft(hr), await codes_draft(hr, gift.id)
    await a_reward(name_fr="FLASK", name_en="Something else")
    await store_codes(other.id, [("ef56gh78", None)])
    await confirm_draft(gifts, hr.id)
    await confirm_draft(codes, hr.id)
    found = await outcome_of(await kept(gifts.id, hr)), await outcome_of(await kept(codes.id, hr))
    assert [[each.line for each in outcome.refused] for outcome in found] == [[2, 4], [3, 4]]
    assert (await the_reward(gift.id)).stock_total == 1


async def test_a_code_stored_between_the_look_and_the_store_is_looked_at_again(
    hr: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift = await a_reward(kind="voucher", stock_total=0)
    draft, looks = await codes_draft(hr, gift.id), [0]

    async def blind_once(draft: Draft) -> tuple[CodesFile, CodesPlan]:
        """As if the colleague's codes were not committed yet at the first look."""
        looks[0] += 1
        file, plan = await codes_planned(draft)
        return (file, plan_codes(file, (), date(2026, 11, 24))) if looks[0] == 1 else (file, plan)

    await store_codes(gift.id, [("AB12CD34", None)])
    monkeypatch.setattr("server.rewards.imports.confirming.codes_planned", blind_once)
    await confirm_draft(draft, hr.id)
    assert looks == [2]
    assert (await the_reward(gift.id)).stock_total == 2
    assert await AuditEntry.filter(action="reward.codes").count() == 1


async def test_a_gift_that_takes_no_codes_any_longer_takes_none(hr: Person) -> None:
    gift = await a_reward(kind="voucher", stock_total=0)
    draft = await codes_draft(hr, gift.id)
    await Reward.filter(id=gift.id).update(kind="good")
    with pytest.raises(NoVoucher):
        await confirm_draft(draft, hr.id)
    assert (await kept(draft.id, hr)).confirmed_at is None


async def written() -> list[object]:
    """What a confirmation touches."""
    tables = [await model.all().values() for model in (Reward, RewardCode, RewardImport)]
    return [*tables, await AuditEntry.all().count()]


@pytest.mark.parametrize("kind", ["gifts", "codes"])
async def test_broken_off_at_any_statement_nothing_is_imported(hr: Person, kind: str) -> None:
    gift = await a_reward(kind="voucher", stock_total=0)
    draft = await (gifts_draft(hr) if kind == "gifts" else codes_draft(hr, gift.id))
    before = await written()
    for number in range(1, 60):
        with breaking_at(number) as count, suppress(Broken):
            await confirm_draft(draft, hr.id)
        if count.statements < number:
            break
        assert await written() == before, f"broken off at statement {number}, it left something"
    assert count.statements >= 5
    assert (await rows("SELECT count(*) AS n FROM reward_import WHERE confirmed_at IS NOT NULL"))[0]["n"] == 1
