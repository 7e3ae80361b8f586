"""The planned season: the same every time, in order, possible, and believable."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from itertools import pairwise
from typing import TypeVar

import pytest

from gamification.own_words import originality
from server.demo.activity import plan
from server.demo.acts import Act, Bookmark, Join, Leave, OptIntoStandings, Pause, Read, Share, Visit
from server.demo.articles import articles
from server.demo.people import named, people
from server.demo.rhythm import ZONE, at_paris, busyness, holidays, week_start
from server.demo.season import Season, season_start
from server.sharing.channels import Channel
from server.sharing.user_agents import kind_of_agent, preview_network

A = TypeVar("A")
EVERYONE = people()
CAMILLE = named("Camille Renaud", EVERYONE).number
MONDAY, THURSDAY = date(2026, 3, 2), date(2025, 12, 4)
DOCUMENTATION = [ip_network(each) for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")]
CASES = [(MONDAY, 13, 1), (MONDAY, 13, 2), (THURSDAY, 13, 3), (date(2025, 6, 2), 52, 1), (MONDAY, 4, 1)]


@cache
def acts_of(starts_on: date = MONDAY, weeks: int = 13, seed: int = 1, scale: float = 1.0) -> list[Act]:
    return list(plan(EVERYONE, articles(), starts_on, weeks, seed, scale))


@pytest.fixture(scope="module")
def acts() -> list[Act]:
    return acts_of()


@pytest.fixture(scope="module", params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> tuple[Season, list[Act]]:
    starts_on, weeks, seed = request.param
    return Season(starts_on, weeks), acts_of(starts_on, weeks, seed)


def only(acts: Sequence[Act], kind: type[A]) -> list[A]:
    return [act for act in acts if isinstance(act, kind)]


def test_the_same_seed_and_day_give_the_same_acts(acts: list[Act]) -> None:
    assert list(plan(people(), articles(), MONDAY)) == acts
    assert acts_of(seed=2) != acts
    assert acts_of(MONDAY + timedelta(days=7)) != acts


def test_acts_are_in_order_in_the_season_and_in_utc(case: tuple[Season, list[Act]]) -> None:
    season, acts = case
    assert all(first.at <= second.at for first, second in pairwise(acts))
    assert all(act.at.tzinfo is UTC for act in acts)
    assert at_paris(season.starts_on, 0) <= acts[0].at
    assert acts[-1].at < season.ends_at


def test_nobody_acts_before_joining_in_a_pause_or_after_leaving(case: tuple[Season, list[Act]]) -> None:
    present: set[str] = set()
    away = {}
    for act in case[1]:
        match act:
            case Join():
                assert act.person not in present
                present.add(act.person)
            case Leave():
                present.remove(act.person)
            case Pause():
                assert act.person in present
                assert act.at < act.until
                away[act.person] = act.until
            case Read() | Bookmark() | Share():
                assert act.person in present
                assert act.person not in away or away[act.person] <= act.at
            case OptIntoStandings():
                assert act.person in present
            case Visit():
                pass


def test_only_published_articles_are_read_kept_and_shared(case: tuple[Season, list[Act]]) -> None:
    season, acts = case
    out = {article.slug: article.published_at(season.ends_on) for article in articles()}
    named_acts = [act for act in acts if isinstance(act, Read | Bookmark | Share)]
    assert named_acts
    assert all(out[act.article] <= act.at for act in named_acts)


def test_a_share_is_one_person_article_and_channel_and_reads_are_once(case: tuple[Season, list[Act]]) -> None:
    shares, reads = only(case[1], Share), only(case[1], Read)
    assert len({share.ref for share in shares}) == len(shares)
    assert len({(share.person, share.article, share.channel) for share in shares}) == len(shares)
    assert len({(read.person, read.article) for read in reads}) == len(reads)
    assert {share.channel for share in shares} <= set(Channel)


def test_a_visit_follows_a_share_of_somebody_still_taking_part(case: tuple[Season, list[Act]]) -> None:
    shared: dict[str, Share] = {}
    left: set[str] = set()
    for act in case[1]:
        match act:
            case Share():
                shared[act.ref] = act
            case Leave():
                left.add(act.person)
            case Visit():
                assert shared[act.share_ref].at < act.at
                assert shared[act.share_ref].person not in left
            case _:
                pass


def test_visitors_have_documentation_addresses_and_the_agents_they_claim(acts: list[Act]) -> None:
    kinds = {"person": "human", "preview": "preview", "bot": "bot"}
    channels = {share.ref: share.channel for share in only(acts, Share)}
    for visit in only(acts, Visit):
        address = ip_address(visit.address)
        assert any(address in network for network in DOCUMENTATION)
        assert kind_of_agent(visit.user_agent) == kinds[visit.kind]
        if visit.kind == "preview":
            assert preview_network(visit.user_agent) == channels[visit.share_ref]
    assert Counter(visit.kind for visit in only(acts, Visit)).keys() == kinds.keys()


def test_a_season_has_the_size_of_a_company_and_can_be_replayed(acts: list[Act]) -> None:
    joined, shares, visits = only(acts, Join), only(acts, Share), only(acts, Visit)
    assert 0.55 * 180 <= len(joined) <= 0.6 * 180
    assert 950 <= len(shares) <= 1200
    assert 3000 <= len(visits) <= 5000
    assert len(acts) <= 7000
    assert len(only(acts, Leave)) == 3
    assert len(only(acts, Pause)) == 8
    assert sum(act.at < at_paris(MONDAY + timedelta(weeks=5), 0) for act in joined) >= 0.8 * len(joined)
    assert any(act.pseudonym for act in only(acts, OptIntoStandings))


def test_scale_thins_the_season_out(acts: list[Act]) -> None:
    small = acts_of(scale=0.1)
    assert 60 <= len(only(small, Share)) <= 200
    assert len(only(small, Join)) == len(only(acts, Join))
    assert len(small) < len(acts) / 3


def test_few_do_much_and_most_do_a_little(acts: list[Act]) -> None:
    by_person = Counter(share.person for share in only(acts, Share)).most_common()
    counts = [count for _, count in by_person]
    assert sum(counts[:10]) > 0.3 * sum(counts)
    assert counts[0] > 4 * counts[len(counts) // 2]
    by_day = Counter((share.person, share.at.astimezone(ZONE).date()) for share in only(acts, Share))
    assert sum(count > 3 for count in by_day.values()) >= 3


def test_most_shares_are_opened_a_few_times_and_few_often(acts: list[Act]) -> None:
    opened = Counter(visit.share_ref for visit in only(acts, Visit) if visit.kind == "person")
    counts = [opened[share.ref] for share in only(acts, Share)]
    assert sum(count <= 6 for count in counts) > 0.8 * len(counts)
    assert 0.15 < sum(count == 0 for count in counts) / len(counts) < 0.45
    assert 3 <= sum(count >= 30 for count in counts) <= 0.03 * len(counts)


def test_people_share_in_office_hours_and_rarely_at_week_ends(acts: list[Act]) -> None:
    local = [share.at.astimezone(ZONE) for share in only(acts, Share)]
    assert sum(at.weekday() >= 5 for at in local) < 0.1 * len(local)
    assert sum(8 <= at.hour < 19 for at in local) > 0.85 * len(local)
    assert all(7 <= at.hour < 22 for at in local)


def test_holidays_are_quiet() -> None:
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 14)} <= holidays(2026)
    assert busyness(date(2026, 5, 14)) < 0.1 < busyness(date(2026, 8, 12)) < 0.5 < busyness(date(2026, 5, 12))
    winter = only(acts_of(date(2025, 11, 3)), Share)
    by_week = Counter(week_start(share.at.date()) for share in winter)
    assert by_week[date(2025, 12, 22)] < by_week[date(2025, 12, 8)] / 2


def test_texts_are_mostly_own_words_but_not_all(acts: list[Act]) -> None:
    by_slug = {article.slug: article for article in articles()}
    earlier: dict[str, list[str]] = defaultdict(list)
    verdicts = Counter[str]()
    for share in only(acts, Share):
        article = by_slug[share.article]
        known = [article.title, article.excerpt, article.angle, *earlier[share.person][-20:]]
        own = originality(share.text, "", "", known).is_own
        verdicts["own" if own else "close" if share.text else "empty"] += 1
        earlier[share.person].append(share.text)
    assert 0.55 < verdicts["own"] / verdicts.total() < 0.85
    assert verdicts["close"] > 50
    assert verdicts["empty"] > 50
    assert {share.mention for share in only(acts, Share)} == {True, False}


def test_people_write_in_their_language(acts: list[Act]) -> None:
    english = {person.number for person in EVERYONE if person.language == "en"}
    texts = [share.text for share in only(acts, Share) if share.person in english and len(share.text) > 60]
    assert texts
    assert sum(" the " in text or " I " in f" {text} " for text in texts) > len(texts) / 2


@pytest.mark.parametrize(("starts_on", "weeks", "seed"), CASES[:4], ids=str)
def test_camille_has_her_season_and_six_weeks_in_a_row(starts_on: date, weeks: int, seed: int) -> None:
    season, acts = Season(starts_on, weeks), acts_of(starts_on, weeks, seed)
    hers = [share for share in only(acts, Share) if share.person == CAMILLE]
    marks = [act for act in acts if isinstance(act, Share | Read) and act.person == CAMILLE]
    active = {week_start(act.at.astimezone(ZONE).date()) for act in marks}
    current = week_start(season.ends_on)
    assert 21 <= len(hers) <= 23
    assert all(current - timedelta(weeks=back) in active for back in range(6))
    assert current - timedelta(weeks=6) not in active
    assert not {share.article for share in hers} & {article.slug for article in articles()[:2]}


@pytest.mark.parametrize(("starts_on", "weeks", "seed"), CASES[:4], ids=str)
def test_camille_reaches_the_third_level(starts_on: date, weeks: int, seed: int) -> None:
    acts = acts_of(starts_on, weeks, seed)
    hers = {share.ref: share for share in only(acts, Share) if share.person == CAMILLE}
    visits = [act for act in only(acts, Visit) if act.share_ref in hers and act.kind == "person"]
    seen = {visit.share_ref for visit in visits}
    by_week, by_day = Counter[date](), Counter[tuple[str, date]]()
    for visit in visits:
        day = visit.at.astimezone(ZONE).date()
        by_day[visit.share_ref, day] += 1
        by_week[week_start(day)] += by_day[visit.share_ref, day] <= 20
    weeks_with_a_share = {week_start(share.at.date()) for share in hers.values()}
    paid_visits = sum(min(60, count) for count in by_week.values())
    least = 50 + 10 * len(seen) + 10 * len(weeks_with_a_share) + 2 * int(0.9 * paid_visits)
    most = 50 + 15 * len(seen) + 10 * len(weeks_with_a_share) + 2 * paid_visits
    assert seen == set(hers)
    assert 1000 < least <= most < 2000


def test_the_last_week_of_the_season_is_the_current_one() -> None:
    today = date(2026, 5, 28)
    season = Season(season_start(today), 13)
    assert week_start(season.ends_on) == week_start(today)
    assert season.starts_on.weekday() == 0


@pytest.mark.parametrize("today", [date(2026, 3, 16), date(2026, 3, 20), date(2026, 3, 22)], ids=str)
def test_one_day_waits_for_hr_whichever_day_it_is(today: date) -> None:
    """A finished day of somebody who is still there: more than a dozen visits, as regular as a clock."""
    starts_on = season_start(today, 13)
    acts = acts_of(starts_on)
    byshare: dict[str, list[Visit]] = defaultdict(list)
    for visit in only(acts, Visit):
        if visit.address.startswith("198.51.100.") and visit.kind == "person":
            byshare[visit.share_ref].append(visit)
    ref, visits = max(byshare.items(), key=lambda each: len(each[1]))
    assert len(visits) >= 14
    share = next(act for act in only(acts, Share) if act.ref == ref)
    assert share.at.astimezone(ZONE).date() == visits[0].at.astimezone(ZONE).date() < today
    assert share.person not in {act.person for act in only(acts, Leave)}
