"""What Orvane does together: a challenge of the season, one of a team, one for oneself, and one that is over."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from server.challenges.forms import ChallengeForm
from server.demo.acts import Act, Join, Read, Share, Visit
from server.demo.challenge_acts import ChallengeAct, Launch, TakePart
from server.demo.people import DemoPerson, named
from server.demo.rhythm import at_paris, paris_day, week_start
from server.demo.season import Season

SEASONS = (("L’hiver", "winter"), ("Le printemps", "spring"), ("L’été", "summer"), ("L’automne", "autumn"))
WEEK = timedelta(weeks=1)
LONG = 8  # weeks of a season in which a challenge of four weeks can be over
JOIN_ONE_IN = 6
CAMILLE = "Camille Renaud"


def challenge_acts(
    acts: Sequence[Act], people: Sequence[DemoPerson], season: Season, now: datetime
) -> list[ChallengeAct]:
    """The challenges, with goals in proportion to what people do anyway, and who joins the personal one."""
    today = paris_day(now)
    first = max(week_start(today) - 4 * WEEK, season.starts_on + (WEEK if season.weeks > 1 else timedelta(0)))
    found: list[ChallengeAct] = [_together(acts, first, now), _team(acts, people, first, now), _personal(first, today)]
    if season.weeks > 1:
        found.append(_past(acts, season))
    return [*found, *_joining(acts, named(CAMILLE, people).number, at_paris(first, 10))]


def _at(first: date) -> datetime:
    return at_paris(first, 8, 30)


def _together(acts: Sequence[Act], first: date, now: datetime) -> Launch:
    goal = max(20, round(len(list(_opened(acts, first, now))) * 0.15) * 10)
    season_fr, season_en = SEASONS[(paris_day(now).month % 12) // 3]
    return _launch(
        first, paris_day(now) + 2 * WEEK + timedelta(days=3), "company", "shares", goal, 40,
        (f"{season_fr} de la donnée", f"The {season_en} of data"),
        (f"{goal} partages, et Orvane finance 40 heures de tutorat dans un collège voisin.",
         f"{goal} shares, and Orvane pays for 40 hours of tutoring in a school nearby."),
        budget=5_200,
    )  # fmt: skip


def _team(acts: Sequence[Act], people: Sequence[DemoPerson], first: date, now: datetime) -> Launch:
    team = named(CAMILLE, people).team
    members = {person.number for person in people if person.team == team}
    sharers = {share.person for share in _opened(acts, first, now)} & members
    goal = max(5, round(len(sharers) * 4 / 3))
    return _launch(
        first, paris_day(now) + WEEK, "team", "sharers", goal, 40, ("Équipage au complet", "All hands on deck"),
        ("Chacun passe au moins un article, à son rythme.", "Each passes on one article at least, in their own time."),
        team=team,
    )  # fmt: skip


def _personal(first: date, today: date) -> Launch:
    return _launch(
        first, today + WEEK, "personal", "reads", 12, 10,
        ("Douze lectures, sans se presser", "Twelve reads, in no hurry"),
        ("Sans obligation de partage.", "Sharing is not expected."),
    )  # fmt: skip


def _past(acts: Sequence[Act], season: Season) -> Launch:
    first, weeks = (season.starts_on + WEEK, 4) if season.weeks >= LONG else (season.starts_on, 1)
    last = first + weeks * WEEK - timedelta(days=1)
    read = sum(isinstance(act, Read) and first <= paris_day(act.at) <= last for act in acts)
    goal = max(5, read * 9 // 100 * 10)
    return _launch(
        first, last, "company", "reads", goal, 20, ("La curiosité d’abord", "Curiosity first"),
        (f"{goal} lectures, et la bibliothèque de chaque site reçoit dix livres choisis par vous.",
         f"{goal} articles read, and each site’s library gets ten books of your choice."),
        budget=2_400,
        thanks=("Merci ! Les livres sont arrivés sur les trois sites.", "Thank you! The books are on all three sites."),
    )  # fmt: skip


def _launch(
    first: date, last: date, scope: str, counts: str, goal: int, points: int, title: tuple[str, str],
    promise: tuple[str, str], *, thanks: tuple[str, str] = ("Merci à toutes et à tous.", "Thank you, all of you."),
    team: str = "", budget: int | None = None,
) -> Launch:  # fmt: skip
    texts = {
        f"{name}_{language}": text
        for name, both in (("title", title), ("promise", promise), ("thanks", thanks))
        for language, text in zip(("fr", "en"), both, strict=True)
    }
    form = ChallengeForm.model_validate(
        {**texts, "scope": scope, "counts": counts, "goal": goal, "points": points, "budget": budget,
         "starts_on": first, "ends_on": last}
    )  # fmt: skip
    return Launch(form, team, _at(first))


def _opened(acts: Sequence[Act], first: date, now: datetime) -> Iterator[Share]:
    """The shares since a day that somebody has opened by now."""
    opened = {act.share_ref for act in acts if isinstance(act, Visit) and act.kind == "person" and act.at <= now}
    return (act for act in acts if isinstance(act, Share) and act.ref in opened and paris_day(act.at) >= first)


def _joining(acts: Sequence[Act], camille: str, at: datetime) -> Iterator[TakePart]:
    """Camille and a few others who were there already."""
    here = sorted(act.person for act in acts if isinstance(act, Join) and act.at < at)
    rng = Random("challenges")  # noqa: S311  a demo, not a secret
    for place, person in enumerate(here):
        if place % JOIN_ONE_IN == 0 or person == camille:
            yield TakePart(person, at + timedelta(minutes=rng.randrange(3000)))
