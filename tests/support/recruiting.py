"""An opening, people recommended for it and the money that follows: every page of them has something to show."""

from dataclasses import replace
from datetime import timedelta

from server import clock
from server.bonuses.deciding import approve_instalment
from server.bonuses.exporting import export_to_payroll
from server.bonuses.plan_commands import create_plan
from server.bonuses.queries import Promised, instalments_of
from server.candidates.uploads import Cv
from server.candidates.vault import Identity, admit
from server.database import rows
from server.openings.commands import close_opening, create_opening, publish_opening
from server.openings.forms import OpeningForm
from server.openings.queries import OpeningSeen, opening
from server.people.models import Person
from server.referrals.console.commands import add_note, set_appointment
from server.referrals.moving import advance
from server.referrals.queries import referral
from server.referrals.referring.commands import link_for, write_words
from server.referrals.referring.presenting import Presented, asked_by_id, present
from server.referrals.settings_commands import change_referral_settings
from server.referrals.settings_queries import referral_settings
from server.referrals.submitting import Application, submit
from tests.support.candidates import A_PDF

HALVES = (Promised("started", 60_000, 0), Promised("retained", 60_000, 0))


WORDS = "On est six, on code à deux, et personne n’attend une réponse le soir."


async def position_with_bonus(hr: Person, employee: Person) -> str:
    """An open position with a bonus of two halves, and the employee's words for it; its slug."""
    plan_id = await create_plan("Prime de cooptation", "Referral bonus", HALVES, "EUR", clock.now().date(), hr.id)
    position = await _published("Data engineer", plan_id, hr)
    await write_words(employee.id, position.id, WORDS)
    return position.slug


async def recruiting_of(hr: Person, employee: Person) -> dict[str, str]:
    """What addresses name: openings by slug and id, a link, candidates' tokens, referrals, payments and their batch."""
    plan_id = await create_plan("Prime de cooptation", "Referral bonus", HALVES, "EUR", clock.now().date(), hr.id)
    position, closed = await _published("Data engineer", plan_id, hr), await _published("Cartographe", "", hr)
    link = await link_for(employee.id, position.id)
    await write_words(employee.id, position.id, WORDS)
    lea, token = await _applied("Léa Marchand", position, employee)
    yanis, _ = await _applied("Yanis Belkacem", position, employee)
    waiting, _ = await _applied("Maya Barbier", position, None)
    await close_opening(closed.id, "filled", hr.id)
    await _meet(lea, hr)
    for stage in ("hired", "started"):
        await advance(yanis, stage, hr.id)
    (paid,) = (await instalments_of([yanis]))[yanis]
    await approve_instalment(paid.id, hr.id)
    (batch,) = await export_to_payroll(hr.id)
    return {
        "position": position.slug, "position_id": position.id, "closed": closed.slug, "code": link.code, "token": token,
        "referral": lea, "hired": yanis, "waiting_referral": waiting, "plan": plan_id, "payment": paid.id,
        "batch": str(batch), "presented": await _presented(employee, position),
    }  # fmt: skip


async def _presented(employee: Person, position: OpeningSeen) -> str:
    """The secret of a question that waits; HR lets people ask."""
    await change_referral_settings(replace(await referral_settings(), allows_presenting=True))
    presented = Presented("Oriane Keller", "oriane@courriel.example", "work", "Elle explique mieux que personne.")
    await present(employee.id, position.id, presented, "fr")
    (stored,) = await rows("SELECT id FROM presentation")
    question = await asked_by_id(stored["id"])
    assert question is not None
    return question.token


async def _published(title: str, plan_id: str, hr: Person) -> OpeningSeen:
    form = OpeningForm.model_validate(
        {
            "title": title, "place": "Nantes", "country": "FR", "remote": "hybrid", "contract": "permanent",
            "hours": "37 h", "pay_from": 48_000, "pay_to": 58_000, "team_size": 6, "skills": "Python\nSQL",
            "steps": "Un appel de 20 min: avec Marc, des RH\nUne heure avec l’équipe: sur un de vos projets",
            "description": "Vous faites circuler 40 millions d’événements par jour.", "is_hot": True,
            "bonus_plan": plan_id, "recruiter": hr.id,
        }
    )  # fmt: skip
    opening_id = await create_opening(form, hr.id)
    await publish_opening(opening_id, hr.id)
    made = await opening(opening_id)
    assert made is not None
    return made


async def _applied(name: str, position: OpeningSeen, through: Person | None) -> tuple[str, str]:
    """A referral's id and the secret of the candidate's own page."""
    address = f"{name.partition(' ')[0].lower()}@courriel.example"
    admitted = await admit(Identity(name, address, None, "J’aime les flux."), "fr", Cv("cv.pdf", "pdf", A_PDF))
    source, person_id = ("link", through.id) if through else ("direct", None)
    made = await submit(Application(position.id, admitted.candidate_id, source, person_id))
    return made.referral_id, admitted.token


async def _meet(referral_id: str, hr: Person) -> None:
    """An interview, with a day for the next one and a note."""
    await advance(referral_id, "qualified", hr.id)
    await advance(referral_id, "interview", hr.id)
    seen = await referral(referral_id)
    assert seen is not None
    await set_appointment(referral_id, seen.version, clock.now() + timedelta(days=2), "Deuxième échange", hr.id)
    await add_note(referral_id, "Parle bien de ses incidents.", hr.id)
