"""What an act would bring, asked of the same rules that will decide; writes nothing."""

from dataclasses import dataclass

from gamification import AccountKind, Decision, Fact, Message, Outcome, Unit, level_of
from server import clock
from server.content.queries import article_is_active
from server.people.queries import is_member, team_of
from server.points import ledger
from server.points.recording import decisions_for
from server.rulebook.queries import active_rules
from server.sharing.channels import Channel, pays_for_posts


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What one rule would give, or why it would not."""

    rule_key: str
    points: int
    recognition: int
    reason: Message


@dataclass(frozen=True, slots=True)
class SharePreview:
    """The points of a share before it is made."""

    lines: tuple[PreviewLine, ...]
    refusals: tuple[PreviewLine, ...]

    @property
    def total(self) -> int:
        """Points, once somebody opens the link."""
        return sum(line.points for line in self.lines)


async def preview_share(person_id: str, article_id: str, channel: str, own_words: bool) -> SharePreview:
    """What sharing this article there would bring today."""
    decisions = await _decisions(await share_fact("preview", person_id, article_id, channel, own_words))
    lines = [_line(each) for each in decisions]
    given = {Outcome.AWARDED, Outcome.PARTIAL}
    return SharePreview(
        tuple(line for line, each in zip(lines, decisions, strict=True) if each.outcome in given),
        tuple(line for line, each in zip(lines, decisions, strict=True) if each.outcome not in given),
    )


async def share_fact(share_id: str, person_id: str, article_id: str, channel: str, own_words: bool) -> Fact:
    """The fact of a share, with a snapshot of what rules may look at."""
    now = clock.now()
    xp = await ledger.balance(Unit.XP, AccountKind.AVAILABLE, person_id)
    return Fact(
        key=f"share:{share_id}",
        kind="share.recorded",
        person=person_id,
        occurred_at=now,
        object_type="share",
        object_id=share_id,
        values={
            "article": article_id,
            "channel": channel,
            "channel_pays": pays_for_posts(Channel(channel)),
            "article_active": await article_is_active(article_id),
            "own_words": own_words,
            "onboarded": await is_member(person_id),
            "team": await team_of(person_id) or "",
            "level": level_of(xp).number,
        },
    )


async def _decisions(fact: Fact) -> list[Decision]:
    return await decisions_for(fact, await active_rules(fact.occurred_at))


def _line(decision: Decision) -> PreviewLine:
    return PreviewLine(decision.rule_key, decision.points, decision.recognition, decision.reason)
