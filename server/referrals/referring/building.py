"""Puts the pages of recommending together from what the features know."""

from urllib.parse import urlsplit

from server.drawing import qr_svg
from server.openings.queries import OpeningSeen, opening_by_slug
from server.openings.wording import place_text
from server.people.queries import company
from server.referrals.conflicts import decides
from server.referrals.referring.commands import link_for
from server.referrals.referring.forms import RELATIONS, PresentingForm, WordsForm
from server.referrals.referring.messages import by_system, message, sendings
from server.referrals.referring.pages import CardPage, Presenting, QrPage, ReferPage
from server.referrals.referring.queries import own_code
from server.referrals.referring.rewards import promise
from server.referrals.settings_queries import referral_settings
from server.settings import PRODUCT_NAME
from server.web.forms import Filled, blank
from server.web.locale import say
from server.web.problems import NotFound
from server.web.sessions import SignedIn


async def opening_to_refer(slug: str) -> OpeningSeen:
    """The opening of an address; drafts are nowhere."""
    found = await opening_by_slug(slug)
    if found is None:
        raise NotFound
    return found


async def company_name() -> str:
    """The company, or the product before it has a name."""
    profile = await company()
    return profile.name if profile else PRODUCT_NAME


def link_address(public_url: str, code: str) -> str:
    """Where a link leads."""
    return f"{public_url.rstrip('/')}/r/{code}"


def host_of(public_url: str) -> str:
    """The part of the address that somebody types."""
    return urlsplit(public_url).netloc


async def refer_page(
    person: SignedIn,
    opening: OpeningSeen,
    public_url: str,
    *,
    words: Filled[WordsForm] | None = None,
    presented: Filled[PresentingForm] | None = None,
    done: str = "",
) -> ReferPage:
    """Screen 10b with what was typed so far. The link is made when it is asked for first: it tells nobody anything."""
    own, name = await link_for(person.person_id, opening.id), await company_name()
    address = link_address(public_url, own.code)
    has_hand = decides(person.person_id, person.role, opening)
    return ReferPage(
        opening=opening,
        place=place_text(opening),
        link=address,
        qr=qr_svg(address, say("QR code of your link")),
        system=by_system(opening, name, address, f"/jobs/{opening.slug}/referrals/new"),
        sendings=sendings(opening, name, address),
        mention=message(opening, name)[1],
        promise="" if has_hand else await promise(opening),
        decides=has_hand,
        spoken=await spoken_by(person.person_id),
        form=words or blank(WordsForm, words=own.words),
        was_saved=done == "words",
        presenting=await _presenting(presented, done == "asked"),
    )


async def spoken_by(person_id: str) -> str:
    """The code somebody says, or nothing."""
    found = await own_code(person_id)
    return found.shown if found else ""


async def _presenting(form: Filled[PresentingForm] | None, was_asked: bool) -> Presenting | None:
    if not (await referral_settings()).allows_presenting:
        return None
    relations = tuple((key, say(text)) for key, text in RELATIONS.items())
    return Presenting(form or blank(PresentingForm), relations, was_asked)


async def qr_page(person: SignedIn, opening: OpeningSeen, public_url: str) -> QrPage:
    """The code as large as the screen."""
    own = await link_for(person.person_id, opening.id)
    return QrPage(
        opening=opening,
        place=place_text(opening),
        qr=qr_svg(link_address(public_url, own.code), say("QR code of your link")),
        spoken=await spoken_by(person.person_id),
        host=host_of(public_url),
    )


async def card_page(person: SignedIn, opening: OpeningSeen, public_url: str, name: str) -> CardPage:
    """Four cards; `name` is what candidates read."""
    own = await link_for(person.person_id, opening.id)
    return CardPage(
        opening=opening,
        place=place_text(opening),
        name=name,
        qr=qr_svg(link_address(public_url, own.code), say("QR code of your link")),
        spoken=await spoken_by(person.person_id),
        host=host_of(public_url),
    )
