"""What a share brings, in words: the rules' own answer, before and after."""

from dataclasses import dataclass

from gamification import Message, Originality
from server.database import rows
from server.messages import N_
from server.points.queries import PreviewLine, preview_share
from server.points.queries import reason as points_reason
from server.sharing.channels import Channel
from server.sharing.drafts import Draft, characters_too_many, own_words
from server.sharing.openings import label_of
from server.web.locale import say, say_many

_LABELS = {"R1": N_("Share · {channel}"), "R3": N_("Written by you")}
_OTHER_RULE = N_("Bonus")


@dataclass(frozen=True, slots=True)
class Outlook:
    """The block that follows the words: points line by line, reasons, and the own-words meter."""

    lines: tuple[tuple[str, int], ...]
    total: int
    refusals: tuple[str, ...]
    meter: Originality
    too_many: int
    has_mention: bool


async def outlook(person_id: str, draft: Draft, public_url: str) -> Outlook:
    """What this draft would bring; nothing is written."""
    meter = await own_words(person_id, draft)
    preview = await preview_share(person_id, draft.article.id, draft.channel.value, meter.is_own)
    lines = tuple((_label(line, draft.channel), line.points) for line in preview.lines if line.points)
    refusals = dict.fromkeys(_refusal(line.reason) for line in preview.refusals)
    return Outlook(
        lines, preview.total, tuple(refusals), meter, characters_too_many(draft, public_url), draft.mention is not None
    )


def _label(line: PreviewLine, channel: Channel) -> str:
    return say(_LABELS.get(line.rule_key, _OTHER_RULE), {"channel": label_of(channel)})


def _refusal(reason: Message) -> str:
    values = dict(reason.values)
    if reason.key == "limit.day":
        return say_many(
            "One rewarded share today. The next ones are just for fun.",
            "{n} rewarded shares today. The next ones are just for fun.",
            int(str(values["max"])),
        )
    return points_reason(reason.key, values)


async def points_of_share(share_id: str) -> int:
    """The points that the rules gave or hold for a share."""
    found = await rows(
        "SELECT COALESCE(SUM(d.points), 0) AS points FROM decision d JOIN fact f ON f.id = d.fact_id "
        "WHERE f.object_type = 'share' AND f.object_id = $1",
        share_id,
    )
    return int(found[0]["points"])
