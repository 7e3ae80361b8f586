"""Points by hand, awards taken back: reasons, second persons, bounds, what the person reads, and the page."""

import re
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from gamification import AccountKind, Confirm, ConfirmMode, Fact, Grant, Rule, RuleSpec, Unit
from server import clock
from server.database import rows
from server.doctor import LEDGER, examine
from server.events import PointsTakenBack, listen
from server.people.models import Company, Person
from server.points import ledger
from server.points.corrections import CorrectionRefused, ask_correction, decide_correction
from server.points.due import expire_nightly
from server.points.holding import capture_points, hold_points
from server.points.queries import journal
from server.points.recording import record_fact
from server.points.wording import state
from server.web.locale import speaking
from server.web.problems import NotFound
from tests.conftest import browser
from tests.support.people import company, person, welcomed
from tests.support.reversing import reverse_decision
from tests.support.rules import replace_rules
from tests.support.signing_in import as_person, hidden

REASON = "The counter was wrong that day."


async def of(who: Person, kind: AccountKind = AccountKind.AVAILABLE, unit: Unit = Unit.POINTS) -> int:
    return await ledger.balance(unit, kind, who.id)


async def welcome_of(who: Person) -> str:
    found = await rows("SELECT id FROM decision WHERE person_id = $1 AND rule_key = 'R11'", who.id)
    return str(found[0]["id"])


async def cast() -> tuple[Person, Person, Person]:
    await company()
    return await welcomed("alice"), await welcomed("helene", role="hr"), await welcomed("ines", role="hr")


async def sound() -> None:
    assert [each for each in await examine(LEDGER) if not each.is_sound] == []


@pytest.mark.usefixtures("db")
class TestCommands:
    """What may be done, by whom, and what it leaves behind."""

    async def test_a_small_correction_is_made_at_once_and_read_by_the_person(self) -> None:
        alice, helene, _ = await cast()
        budget = await ledger.programme_budget()
        assert await ask_correction("adjust", alice.id, 30, None, REASON, helene.id) == "done"
        assert await ask_correction("adjust", alice.id, -15, None, REASON, helene.id) == "done"
        assert (await of(alice), await ledger.programme_budget()) == (35, budget - 15)
        assert await of(alice, unit=Unit.XP) == 50
        lines = [line for line in await journal(alice.id, "en") if line.state == "by_hand"]
        assert [(line.points, line.note) for line in lines] == [(-15, REASON), (30, REASON)]
        trail = await rows("SELECT action, before, after FROM audit_entry ORDER BY id")
        assert [row["action"] for row in trail] == ["correction.ask", "correction.done"] * 2
        await sound()

    async def test_a_large_one_waits_for_a_second_person(self) -> None:
        alice, helene, ines = await cast()
        assert await ask_correction("adjust", alice.id, 101, None, REASON, helene.id) == "waiting"
        waiting = (await rows("SELECT id FROM correction"))[0]["id"]
        assert await of(alice) == 20
        with pytest.raises(CorrectionRefused, match="Somebody else"):
            await decide_correction(waiting, True, helene.id)
        with pytest.raises(CorrectionRefused, match="their own"):
            await decide_correction(waiting, True, alice.id)
        await decide_correction(waiting, True, ines.id)
        assert await of(alice) == 121
        with pytest.raises(NotFound):
            await decide_correction(waiting, True, ines.id)
        await sound()

    async def test_a_refused_one_moves_nothing(self) -> None:
        alice, helene, ines = await cast()
        await ask_correction("adjust", alice.id, 500, None, REASON, helene.id)
        waiting = (await rows("SELECT id FROM correction"))[0]["id"]
        await decide_correction(waiting, False, ines.id)
        assert await of(alice) == 20
        assert (await rows("SELECT state FROM correction")) == [{"state": "refused"}]

    @pytest.mark.parametrize(
        ("points", "reason", "by", "field"),
        [(5, "too short", "helene", "reason"), (0, REASON, "helene", "points"), (5, REASON, "alice", "form"),
         (1001, REASON, "helene", "points")],
    )  # fmt: skip
    async def test_what_is_refused_leaves_no_row(self, points: int, reason: str, by: str, field: str) -> None:
        alice, helene, _ = await cast()
        with pytest.raises(CorrectionRefused) as refused:
            await ask_correction("adjust", alice.id, points, None, reason, {"alice": alice, "helene": helene}[by].id)
        assert refused.value.field == field
        assert await rows("SELECT id FROM correction") == await rows("SELECT id FROM audit_entry") == []

    async def test_a_month_has_its_bound_up_and_down_waiting_ones_included(self) -> None:
        alice, helene, ines = await cast()
        await Company.filter(id=1).update(corrections_a_month=200)
        await ask_correction("adjust", alice.id, 60, None, REASON, helene.id)
        await ask_correction("adjust", alice.id, -20, None, REASON, helene.id)
        await ask_correction("adjust", alice.id, 110, None, REASON, helene.id)
        with pytest.raises(CorrectionRefused) as refused:
            await ask_correction("adjust", alice.id, 11, None, REASON, ines.id)
        assert refused.value.values == {"n": 10}
        await ask_correction("adjust", alice.id, 10, None, REASON, ines.id)

    async def test_an_empty_budget_gives_nothing_by_hand(self) -> None:
        await company(points_per_person=10)
        alice, helene = await person("alice"), await person("helene", role="hr")
        with pytest.raises(CorrectionRefused, match="budget"):
            await ask_correction("adjust", alice.id, 90, None, REASON, helene.id)

    async def test_an_award_is_taken_back_once_in_full(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("server.events._listeners", {})
        told: list[PointsTakenBack] = []

        async def hear(event: PointsTakenBack) -> None:
            told.append(event)

        listen(PointsTakenBack, hear)
        alice, helene, _ = await cast()
        budget, used = await ledger.programme_budget(), await rows("SELECT sum(used) AS n FROM limit_use")
        decision = await welcome_of(alice)
        await ask_correction("reverse", alice.id, 0, decision, REASON, helene.id)
        assert (await of(alice), await of(alice, unit=Unit.XP)) == (0, 0)
        assert await ledger.programme_budget() == budget + 20
        assert await rows("SELECT sum(used) AS n FROM limit_use") == used
        assert [(each.points, each.xp, each.person_id) for each in told] == [(20, 50, alice.id)]
        with pytest.raises(CorrectionRefused, match="left to take back"):
            await ask_correction("reverse", alice.id, 0, decision, REASON, helene.id)
        assert await reverse_decision(decision) is False
        lines = {line.kind: line for line in await journal(alice.id, "en")}
        assert (lines["onboarding.completed"].state, lines["correction.reverse"].points) == ("reversed", -20)
        await sound()

    async def test_what_was_spent_becomes_debt_and_is_paid_first(self) -> None:
        alice, helene, _ = await cast()
        await capture_points(alice.id, await hold_points(alice.id, 15, "gift"))
        assert await reverse_decision(await welcome_of(alice)) is True
        assert (await of(alice), await of(alice, AccountKind.DEBT)) == (0, -15)
        await sound()
        await ask_correction("adjust", alice.id, 18, None, REASON, helene.id)
        assert (await of(alice), await of(alice, AccountKind.DEBT)) == (3, 0)
        await sound()

    async def test_what_is_taken_by_hand_beyond_what_is_left_is_owed(self) -> None:
        """What was got by fraud and spent is taken back all the same."""
        alice, helene, _ = await cast()
        await capture_points(alice.id, await hold_points(alice.id, 15, "gift"))
        budget = await ledger.programme_budget()
        assert await ask_correction("adjust", alice.id, -50, None, REASON, helene.id) == "done"
        assert (await of(alice), await of(alice, AccountKind.DEBT)) == (0, -45)
        assert await ledger.programme_budget() == budget + 50
        assert [line.points for line in await journal(alice.id, "en") if line.state == "by_hand"] == [-50]
        await sound()

    async def test_points_that_lapsed_before_are_not_taken_back_again(self) -> None:
        alice, helene, _ = await cast()
        with clock.moved() as time:
            time.advance(timedelta(days=370))
            await expire_nightly()
            assert await ask_correction("reverse", alice.id, 0, await welcome_of(alice), REASON, helene.id) == "done"
        assert (await of(alice), await of(alice, unit=Unit.XP)) == (0, 0)
        (line,) = [each for each in await journal(alice.id, "en") if each.kind == "correction.reverse"]
        with speaking("en"):
            assert (line.points, state(line)) == (0, f"by HR, from the level alone: {REASON}")
        assert (await rows("SELECT points FROM correction")) == [{"points": 0}]
        await sound()

    async def test_a_pending_award_is_not_there_to_take_back(self) -> None:
        alice, *_ = await cast()
        await replace_rules(Rule("HAND", 1, 1, RuleSpec("article.read", Grant(8), confirm=Confirm(ConfirmMode.BY_HR))))
        await record_fact(Fact("r:1", "article.read", alice.id, clock.now(), "article", "a", {"article": "a"}))
        decision = (await rows("SELECT id FROM decision WHERE rule_key = 'HAND'"))[0]["id"]
        assert await reverse_decision(decision) is False
        assert await of(alice, AccountKind.PENDING) == 8


class TestPage:
    """/console/corrections, without JavaScript."""

    async def hr(self, app: ASGIApp, who: Person) -> httpx2.AsyncClient:
        return await as_person(browser(app), who, stepped_up=True)

    async def test_search_choose_ask_and_read_it_back(self, app: ASGIApp) -> None:
        alice, helene, _ = await cast()
        desk = await self.hr(app, helene)
        found = await desk.get("/console/corrections", params={"q": "ALICE test"})
        assert f"?person={alice.id}" in found.text
        assert "No name or address" in (await desk.get("/console/corrections", params={"q": "nobody%"})).text
        page = (await desk.get(f"/console/corrections?person={alice.id}")).text
        form = {"person": alice.id, "kind": "adjust", "points": "12", "reason": REASON}
        answer = await desk.post("/console/corrections", data={**form, "form_key": hidden(page, "form_key")})
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/corrections?said=done")
        again = await desk.post("/console/corrections", data={**form, "form_key": hidden(page, "form_key")})
        assert again.status_code == 303
        assert await of(alice) == 32
        assert REASON in (await desk.get("/console/corrections")).text
        journal_page = await (await as_person(browser(app), alice)).get("/me/ledger")
        assert REASON in journal_page.text
        assert "Corrected by HR" in journal_page.text

    async def test_a_mistake_keeps_what_was_typed(self, app: ASGIApp) -> None:
        alice, helene, _ = await cast()
        desk = await self.hr(app, helene)
        for reason, points, said in (("short", "5", "10 characters"), (REASON, "many", "whole number")):
            form = {"person": alice.id, "kind": "adjust", "points": points, "reason": reason, "form_key": "a-key-000"}
            answer = await desk.post("/console/corrections", data=form)
            assert answer.status_code == 422
            assert said in answer.text
            assert reason in answer.text
        assert await of(alice) == 20

    async def test_the_second_person_approves(self, app: ASGIApp) -> None:
        alice, helene, ines = await cast()
        await ask_correction("adjust", alice.id, 150, None, REASON, helene.id)
        waiting = (await rows("SELECT id FROM correction"))[0]["id"]
        mine = await (await self.hr(app, helene)).get("/console/corrections")
        assert f"/console/corrections/{waiting}/decision" not in mine.text
        own = await (await self.hr(app, helene)).post(f"/console/corrections/{waiting}/decision", data={"word": "yes"})
        assert own.status_code == 422
        desk = await self.hr(app, ines)
        assert f"/console/corrections/{waiting}/decision" in (await desk.get("/console/corrections")).text
        answer = await desk.post(f"/console/corrections/{waiting}/decision", data={"word": "yes"})
        assert answer.status_code == 303
        assert await of(alice) == 170
        assert (await desk.post(f"/console/corrections/{waiting}/decision", data={"word": "no"})).status_code == 404

    async def test_an_award_waits_for_hr(self, app: ASGIApp) -> None:
        alice, helene, _ = await cast()
        await replace_rules(Rule("HAND", 1, 1, RuleSpec("article.read", Grant(8), confirm=Confirm(ConfirmMode.BY_HR))))
        for name in "ab":
            fact = Fact(f"r:{name}", "article.read", alice.id, clock.now(), "article", name, {"article": name})
            await record_fact(fact)
        desk = await self.hr(app, helene)
        page = (await desk.get("/console/corrections")).text
        assert "2 awards wait for you" in page
        first, second = re.findall(r"/console/corrections/awards/([\w-]+)", page)
        refused = await desk.post(f"/console/corrections/awards/{first}", data={"word": "no", "reason": "no"})
        assert refused.status_code == 422
        assert 'value="no"' in refused.text
        assert (await desk.post(f"/console/corrections/awards/{first}", data={"word": "yes"})).status_code == 303
        said = {"word": "no", "reason": "The article was read twice."}
        assert (await desk.post(f"/console/corrections/awards/{second}", data=said)).status_code == 303
        assert (await of(alice), await of(alice, AccountKind.PENDING)) == (28, 0)
        mine = (await (await as_person(browser(app), alice)).get("/me/ledger")).text
        assert "refused by HR: The article was read twice." in mine

    async def test_bad_ids_and_words_are_refused(self, app: ASGIApp) -> None:
        _, helene, _ = await cast()
        desk = await self.hr(app, helene)
        for path in ("/console/corrections/awards/nothing", "/console/corrections/nothing/decision"):
            assert (await desk.post(path, data={"word": "yes"})).status_code == 404
            assert (await desk.post(path, data={"word": "perhaps"})).status_code == 422
            assert (await desk.get(path)).status_code in (404, 405)
        unknown = {"person": "nobody", "points": "5", "reason": REASON}
        assert (await desk.post("/console/corrections", data=unknown)).status_code == 404

    async def test_writing_asks_who_it_is(self, app: ASGIApp) -> None:
        alice, helene, _ = await cast()
        desk = await as_person(browser(app), helene)
        assert (await desk.get("/console/corrections")).status_code == 200
        form = {"person": alice.id, "points": "5", "reason": REASON}
        assert (await desk.post("/console/corrections", data=form)).status_code == 403
        assert await of(alice) == 20
