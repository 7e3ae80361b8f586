"""Openings and referrals through the commands that HR, employees and candidates run."""

from dataclasses import dataclass, field
from datetime import timedelta

from gamification import ENDS
from server import clock
from server.bonuses.plan_commands import create_plan
from server.bonuses.queries import Promised
from server.candidates.vault import Identity, admit
from server.content.queries import topics
from server.demo.recruiting import DemoOpening, DemoReferral, plans
from server.demo.recruiting_acts import CloseOpening, MoveOn, Post, Recommend, RecruitingAct
from server.demo.rhythm import at_paris, paris_day
from server.openings.commands import close_opening, create_opening, publish_opening
from server.openings.forms import OpeningForm
from server.referrals.console.commands import set_appointment
from server.referrals.moving import advance, close_referral
from server.referrals.queries import referral
from server.referrals.referring.commands import link_for, write_words
from server.referrals.submitting import Application, submit

CURRENCY = "EUR"


@dataclass(slots=True)
class Recruiting:
    """What HR of the demo knows so far: plans in their order, openings by slug, referrals by the candidate's name."""

    hr_id: str
    people: dict[str, str]
    plans: list[str] = field(default_factory=list)
    openings: dict[str, str] = field(default_factory=dict)
    referrals: dict[str, str] = field(default_factory=dict)

    async def live(self, act: RecruitingAct) -> None:
        """Do what the act says, at the hour that the clock has."""
        match act:
            case Post(opening):
                await self._post(opening)
            case CloseOpening(opening):
                await close_opening(self.openings[opening.slug], "filled", self.hr_id)
            case Recommend(recommended):
                await self._recommend(recommended)
            case MoveOn(recommended, stage):
                await self._move(recommended, stage)

    async def _post(self, opening: DemoOpening) -> None:
        if not self.plans:
            await self._publish_plans()
        ids = {topic.slug: topic.id for topic in await topics()}
        pay_from, pay_to = opening.pay or (None, None)
        form = OpeningForm.model_validate(
            {
                "title": opening.title, "department": opening.department, "place": opening.place, "country": "FR",
                "remote": opening.remote, "contract": opening.contract, "hours": opening.hours, "pay_from": pay_from,
                "pay_to": pay_to, "team_size": opening.team_size, "skills": "\n".join(opening.skills),
                "steps": "\n".join(f"{title}: {detail}" for title, detail in opening.steps),
                "description": opening.description.strip(), "is_hot": opening.hot, "recruiter": self.hr_id,
                "bonus_plan": "" if opening.plan is None else self.plans[opening.plan],
                "topics": tuple(ids[slug] for slug in opening.topics),
            }
        )  # fmt: skip
        self.openings[opening.slug] = await create_opening(form, self.hr_id)
        await publish_opening(self.openings[opening.slug], self.hr_id)

    async def _publish_plans(self) -> None:
        for plan in plans():
            promised = [Promised(milestone, cents, days) for milestone, days, cents in plan.instalments]
            today = paris_day(clock.now())
            made = await create_plan(plan.name_fr, plan.name_en, promised, CURRENCY, today, self.hr_id)
            self.plans.append(made)

    async def _recommend(self, recommended: DemoReferral) -> None:
        person_id, opening_id = self.people[recommended.by], self.openings[recommended.opening]
        await link_for(person_id, opening_id)
        await write_words(person_id, opening_id, recommended.words)
        identity = Identity(recommended.name, recommended.email, None, recommended.message)
        admitted = await admit(identity, "fr")
        application = Application(
            opening_id, admitted.candidate_id, "link", person_id, recommended.words, recommended.relation
        )
        self.referrals[recommended.name] = (await submit(application)).referral_id

    async def _move(self, recommended: DemoReferral, stage: str) -> None:
        referral_id = self.referrals[recommended.name]
        if stage in ENDS:
            await close_referral(referral_id, stage, "profile", self.hr_id)
            return
        await advance(referral_id, stage, self.hr_id)
        stored = await referral(referral_id)
        if recommended.next and stored and stage == list(recommended.stages)[-1]:
            days, what = recommended.next
            day = paris_day(clock.now() + timedelta(days=days + recommended.stages[stage]))
            await set_appointment(referral_id, stored.version, at_paris(day, 14), what, self.hr_id)
