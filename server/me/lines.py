"""Journal lines in words, with the articles and the gifts they are about."""

from collections.abc import Sequence

from server.content.queries import articles_by_ids
from server.me.pages import LedgerLine
from server.points.queries import JournalLine, fact_name, reason, state
from server.rewards.own.holds import HeldFor, held_for
from server.web.locale import language, moment

LOOKS = {
    "share.recorded": ("share-network", "acc"),
    "share.seen": ("eye", "ciel"),
    "visits.settled": ("users", "mousse"),
    "onboarding.completed": ("confetti", "ocre"),
    "article.read": ("newspaper-clipping", "prune"),
    "application.received": ("file-text", "terre"),
    "suggestion.published": ("binoculars", "ciel"),
    "team_goal.reached": ("flag-pennant", "mousse"),
    "challenge.completed": ("flag-pennant", "mousse"),
    "thanks.given": ("hand-heart", "prune"),
    "invitation.accepted": ("user-plus-bold", "lagune"),
    "gift.donated": ("hand-heart", "rose"),
    "correction.adjust": ("pencil-simple", "ardoise"),
    "correction.reverse": ("pencil-simple", "ardoise"),
    "expiry": ("hourglass", "ardoise"),
    "gift": ("gift", "rose"),
}
OF_A_REFERRAL = ("handshake", "terre")
OTHER_LOOK = ("seal-check", "ardoise")


async def in_words(lines: Sequence[JournalLine]) -> tuple[LedgerLine, ...]:
    """What each line says; one look-up for all the titles, one for all the gifts."""
    articles = await articles_by_ids({line.article_id for line in lines if line.article_id})
    titles = {key: article.title for key, article in articles.items()}
    gifts = await held_for({line.object_id for line in lines if line.kind == "gift"})
    return tuple(_line(line, titles, gifts.get(line.object_id)) for line in lines)


def _line(line: JournalLine, titles: dict[str, str], gift: HeldFor | None) -> LedgerLine:
    icon, hue = LOOKS.get(line.kind, OF_A_REFERRAL if line.kind.startswith("referral.") else OTHER_LOOK)
    title = gift.name.of(language()) if gift else titles.get(line.article_id or "")
    return LedgerLine(
        icon=icon,
        hue=hue,
        title=title or fact_name(line.kind),
        when=moment(line.at),
        rule=line.rule_label,
        why=_why(line),
        points=line.points,
        recognition=line.recognition,
        state=line.state,
        href=gift.path if gift else _href(line),
    )


def _href(line: JournalLine) -> str:
    return f"/shares/{line.object_id}" if line.kind in ("share.recorded", "share.seen") else ""


def _why(line: JournalLine) -> str:
    """Why nothing came, what an award waits for, or why less came than the act was worth."""
    if line.state == "refused":
        return reason(line.reason, line.values)
    return state(line) or (reason(line.reason, line.values, in_part=True) if line.in_part else "")
