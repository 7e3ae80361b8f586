"""Lives the season again: each event through the command that a tap, a request or the night would run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.clock import MovedClock
from server.content.commands import mark_read, save_for_later
from server.content.queries import article_for_share
from server.content.source_commands import enqueue_due_sources
from server.demo.acts import Bookmark, Join, Leave, OptIntoStandings, Pause, Read, Share, Visit
from server.demo.challenge_acts import Launch, TakePart
from server.demo.founding import DemoBroken
from server.demo.gift_acts import GiveToPot, MoveOrder, OpenCatalogue, SaveFor
from server.demo.gift_live import Gifts
from server.demo.launching import launch, take_part
from server.demo.publishing import publish
from server.demo.recruiting_acts import CloseOpening, MoveOn, Post, Recommend
from server.demo.recruiting_live import Recruiting
from server.demo.thanking import Friday, say_bravo
from server.demo.timeline import Event, Night, Publication, Resume
from server.notifications.commands import mark_all_read
from server.people.own_settings.commands import (
    leave_programme,
    pause_participation,
    resume_participation,
    save_preferences,
)
from server.people.queries import bands_of, topics_of
from server.people.welcome.commands import NOTICE_VERSION, join, note_mention_read, note_notice_read
from server.sharing.arrivals import arrival
from server.sharing.channels import Channel
from server.sharing.commands import record_share
from server.sharing.drafts import draft_of
from server.sharing.queries import LinkTarget, link_target, share_of
from server.sharing.visit_commands import record_visits
from server.standings.commands import set_opt_in
from server.worker import chores

NO_COOKIE = "none"


@dataclass(slots=True)
class Replay:
    """Who is who in the database so far: people by number, authors by name, articles by slug, links by share."""

    clock: MovedClock
    people: Mapping[str, str]
    authors: Mapping[str, str]
    languages: Mapping[str, str]
    editor_id: str
    hr_id: str
    second_id: str
    public_url: str
    recruiting: Recruiting
    gifts: Gifts
    articles: dict[str, str] = field(default_factory=dict)
    links: dict[str, LinkTarget] = field(default_factory=dict)

    async def live(self, event: Event) -> None:
        """At the event's instant, do what it says."""
        self.clock.set(event.at)
        match event:
            case Publication(article):
                author_id = self.authors[article.author] if article.author else None
                self.articles[article.slug] = await publish(article, author_id, self.editor_id)
            case Night():
                await run_chores()
            case Friday():
                await say_bravo()
            case Visit():
                await self._visit(event)
            case Share():
                await self._share(event)
            case Read(person, article):
                await mark_all_read(self.people[person])  # the news stands beside the article
                await mark_read(self.people[person], self.articles[article])
            case Post() | CloseOpening() | Recommend() | MoveOn():
                await self.recruiting.live(event)
            case OpenCatalogue() | MoveOrder() | GiveToPot() | SaveFor():
                await self.gifts.live(event)
            case Bookmark(person, article):
                await save_for_later(self.people[person], self.articles[article], True)
            case _:
                await self._take_part(event)

    async def _take_part(self, event: Event) -> None:
        match event:
            case Join(person):
                await _welcome(self.people[person], self.languages[person])
            case Pause(person):
                await pause_participation(self.people[person])
            case Resume(person):
                await resume_participation(self.people[person])
            case Leave(person):
                await leave_programme(self.people[person])
            case OptIntoStandings(person, pseudonym):
                await _appear(self.people[person], pseudonym)
            case TakePart(person):
                await take_part(self.people[person])
            case Launch():
                await launch(event, self.hr_id, self.second_id)

    async def _share(self, act: Share) -> None:
        person_id, article = self.people[act.person], await article_for_share(self.articles[act.article])
        if article is None:
            raise DemoBroken(act.article)
        share_id = await record_share(person_id, await draft_of(article, Channel(act.channel), act.text, act.mention))
        share = await share_of(person_id, share_id)
        link = await link_target(share.code, self.public_url) if share else None
        if link is None:
            raise DemoBroken(act.ref)
        self.links[act.ref] = link

    async def _visit(self, act: Visit) -> None:
        """As the redirect notes it, without the way over the network."""
        link, headers = self.links[act.share_ref], {"user-agent": act.user_agent}
        await record_visits([arrival(link.link_id, link.person_id, "GET", headers, act.address, NO_COOKIE)])


async def run_chores() -> None:
    """What the worker does at night, but for asking other sites; a chore that fails ends the demo."""
    for chore in chores:
        if chore is not enqueue_due_sources:
            await chore()


async def _welcome(person_id: str, language: str) -> None:
    """The three screens of joining."""
    await note_notice_read(person_id, NOTICE_VERSION, language)
    await note_mention_read(person_id)
    await join(person_id)


async def _appear(person_id: str, pseudonym: str) -> None:
    if pseudonym:
        await save_preferences(person_id, pseudonym, await topics_of(person_id), await bands_of(person_id))
    await set_opt_in(person_id, True)
