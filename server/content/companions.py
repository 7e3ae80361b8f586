"""What a share would bring, asked of the rules once a page and not once a card."""

from time import monotonic

from server.points.queries import preview_share
from server.sharing.channels import Channel

LIVES = 15.0
MOST = 10_000
_known: dict[str, tuple[float, int]] = {}


async def points_of_share(person_id: str, article_id: str) -> int:
    """What sharing this article in own words could bring this person today; 0 when nothing.

    Kept for seconds: the feed says "up to", and the share sheet asks again.
    """
    asked_at, points = _known.get(person_id, (-LIVES, 0))
    if monotonic() - asked_at > LIVES:
        points = (await preview_share(person_id, article_id, Channel.LINKEDIN, own_words=True)).total
        if len(_known) >= MOST:
            _known.clear()
        _known[person_id] = (monotonic(), points)
    return points
