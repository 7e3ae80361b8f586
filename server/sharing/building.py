"""Puts the pages of sharing together from what the features know."""

from datetime import datetime

from markupsafe import Markup

from gamification import PeriodKind, period_of
from server import clock
from server.content.queries import ArticleCard, article_for_share
from server.drawing import pool_svg, qr_svg
from server.people.queries import company
from server.sharing.channels import Channel
from server.sharing.days import programme_zone
from server.sharing.drafts import Draft, draft_of, mention_of
from server.sharing.forms import CancellationForm, ShareForm
from server.sharing.openings import Handoff, handoff
from server.sharing.outlook import outlook, points_of_share
from server.sharing.pages import HandoffPage, SharedPage, SharePage, choices
from server.sharing.progress import progress_of
from server.sharing.queries import ShareRecord, link_address, share_of, shares_since
from server.sharing.suspects.queries import check_of_share
from server.sharing.words import LONGEST_TEXT, starters
from server.web.forms import Filled, blank
from server.web.locale import say
from server.web.problems import NotFound


async def share_page(person_id: str, article: ArticleCard, form: Filled[ShareForm], public_url: str) -> SharePage:
    """The sheet with what was typed so far."""
    profile, draft = await company(), await _draft(article, form)
    channels = choices()
    return SharePage(
        article=article,
        form=form,
        channels=channels,
        chosen=next(each for each in channels if each.value == draft.channel.value),
        starters=starters(article.language),
        mention=await mention_of(article),
        mention_required=profile is not None and profile.mention_required,
        outlook=await outlook(person_id, draft, public_url),
    )


async def _draft(article: ArticleCard, form: Filled[ShareForm]) -> Draft:
    """What was typed as a draft, also where it is not valid yet."""
    said = str(form.said("channel"))
    channel = Channel(said) if said in set(Channel) else Channel.LINKEDIN
    words, server = str(form.said("words"))[:LONGEST_TEXT], str(form.said("mastodon_server"))
    return await draft_of(article, channel, words, bool(form.said("mention")), server)


async def handoff_page(person_id: str, share_id: str, server: str, public_url: str) -> HandoffPage:
    """What follows the tap."""
    share = await _share(person_id, share_id)
    handed = await _handoff(share, server, public_url)
    return HandoffPage(
        share=share,
        handoff=handed,
        points=await points_of_share(share.id),
        qr=_qr(share, handed),
        form=blank(CancellationForm),
    )


async def shared_page(person_id: str, share_id: str, server: str, public_url: str, refusal: str = "") -> SharedPage:
    """Screen 04, in whatever state the share is."""
    share = await _share(person_id, share_id)
    handed, points = await _handoff(share, server, public_url), await points_of_share(share.id)
    return SharedPage(
        share=share,
        handoff=handed,
        points=points,
        qr=_qr(share, handed),
        form=blank(CancellationForm),
        pool=pool_svg() if points and await _is_moment(person_id, share) else None,
        progress=await progress_of(person_id) if share.state in ("intended", "seen") else (),
        refusal=say(refusal) if refusal else "",
        check=await check_of_share(share.id),
    )


async def _share(person_id: str, share_id: str) -> ShareRecord:
    found = await share_of(person_id, share_id)
    if found is None:
        raise NotFound
    return found


async def _handoff(share: ShareRecord, server: str, public_url: str) -> Handoff:
    article = await article_for_share(share.article_id)
    sentence = await mention_of(article) if article and share.mention else None
    link = link_address(public_url, share.code)
    page = f"/shares/{share.id}"
    return handoff(Channel(share.channel), share.text, sentence, link, share.article_title, server, page)


def _qr(share: ShareRecord, handed: Handoff) -> Markup | None:
    """For the channel that is a QR code: to be shown around, or printed."""
    return qr_svg(handed.link, say("QR code of your link")) if share.channel == Channel.QR else None


async def _is_moment(person_id: str, share: ShareRecord) -> bool:
    """The great moment is for what is confirmed and for the first share of the day; the rest stays quiet."""
    if share.state == "seen":
        return True
    return share.state == "intended" and await shares_since(person_id, await _day_began()) <= 1


async def _day_began() -> datetime:
    return period_of(clock.now(), PeriodKind.DAY, await programme_zone()).starts_at
