"""A share before it is recorded: whether it fits its channel, and how much of it is the person's own."""

from dataclasses import dataclass

from gamification import Originality, originality
from server.content.queries import ArticleCard
from server.messages import N_
from server.people.queries import company
from server.settings import PRODUCT_NAME
from server.sharing.channels import Channel, room_left
from server.sharing.codes import ALPHABET, LENGTH
from server.sharing.hosts import HostNameError, host_name
from server.sharing.queries import last_texts, link_address
from server.sharing.words import clean_text, compose, mention

TOO_LONG = N_("{count} characters too many for {channel}, its mention and link included.")
NO_SERVER = N_("Write the name of your server, like mastodon.example.")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person is about to share; `mention` is the sentence, or nothing."""

    article: ArticleCard
    channel: Channel
    words: str
    mention: str | None
    mastodon_server: str = ""


async def draft_of(article: ArticleCard, channel: Channel, words: str, wants_mention: bool, server: str = "") -> Draft:
    """The draft with its mention, which the company may require."""
    profile = await company()
    required = profile is not None and profile.mention_required
    sentence = await mention_of(article) if wants_mention or required else None
    return Draft(article, channel, clean_text(words), sentence, server)


async def mention_of(article: ArticleCard) -> str:
    """Where the author works, and that shares earn: visits do on every channel."""
    profile = await company()
    return mention(profile.name if profile else PRODUCT_NAME, article.language, earns=True)


def characters_too_many(draft: Draft, public_url: str) -> int:
    """By how much the text, its mention and link are longer than the channel takes."""
    link = link_address(public_url, ALPHABET[0] * LENGTH)  # all links are equally long
    return max(0, -room_left(draft.channel, compose(draft.words, draft.mention, link, draft.channel), link))


def has_good_server(draft: Draft) -> bool:
    """Whether the channel knows where to open: Mastodon needs a server's name."""
    if draft.channel is not Channel.MASTODON:
        return True
    try:
        host_name(draft.mastodon_server)
    except HostNameError:
        return False
    return True


async def own_words(person_id: str, draft: Draft) -> Originality:
    """How much of a text its author wrote: one function for the meter, the rule and the page without JavaScript."""
    article = draft.article
    known = [text for text in (article.title, article.excerpt, article.angle) if text]
    return originality(draft.words, "", draft.mention or "", [*known, *await last_texts(person_id)])
