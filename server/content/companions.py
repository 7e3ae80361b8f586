"""What a share would bring, asked of the rules once a page and not once a card."""

from server.points.preview import preview_share
from server.sharing.channels import Channel


async def points_of_share(person_id: str, article_id: str) -> int:
    """What sharing this article in own words could bring this person today; 0 when nothing."""
    return (await preview_share(person_id, article_id, Channel.LINKEDIN, own_words=True)).total
