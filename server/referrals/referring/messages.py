"""What is sent with a link: the opening and who rewards it. The channels open with it, the person reads it first."""

from dataclasses import dataclass

from server.openings.queries import OpeningSeen
from server.openings.wording import place_text
from server.sharing.channels import Channel, traits
from server.sharing.openings import Handoff, handoff, label_of
from server.web.locale import speaking

CHANNELS = (Channel.WHATSAPP, Channel.SMS, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class _Phrases:
    offer: str
    offer_placed: str
    mention: str


# Read by a candidate in the language of the opening, whatever language its sender reads the page in: these are texts,
# not sentences of the interface, and so they are not in the catalogue.
_PHRASES = {
    "en": _Phrases(
        offer="{title}, at {company}. The page says it all, and applying takes two minutes.",
        offer_placed="{title}, {place}, at {company}. The page says it all, and applying takes two minutes.",
        mention="I work at {company}, which may reward me for recommending you.",
    ),
    "fr": _Phrases(
        offer="{title}, chez {company}. Tout est sur la page, et postuler prend deux minutes.",
        offer_placed="{title}, {place}, chez {company}. Tout est sur la page, et postuler prend deux minutes.",
        mention="Je travaille chez {company}, qui récompense les recommandations.",
    ),
}


@dataclass(frozen=True, slots=True)
class Sending:
    """One way to send the link, its text filled in."""

    label: str
    icon: str
    href: str
    new_tab: bool


def message(opening: OpeningSeen, company: str) -> tuple[str, str]:
    """(offer, mention) in the language of the opening."""
    chosen = opening.language if opening.language in _PHRASES else "en"
    phrases = _PHRASES[chosen]
    with speaking(chosen):
        place = place_text(opening)
    offer = phrases.offer_placed if place else phrases.offer
    return offer.format(title=opening.title, place=place, company=company), phrases.mention.format(company=company)


def by_system(opening: OpeningSeen, company: str, link: str, page: str) -> Handoff:
    """The device's own sheet."""
    offer, mention = message(opening, company)
    return handoff(Channel.SYSTEM, offer, mention, link, opening.title, "", page)


def sendings(opening: OpeningSeen, company: str, link: str) -> tuple[Sending, ...]:
    """The ways that need no script."""
    offer, mention = message(opening, company)
    made = [(each, handoff(each, offer, mention, link, opening.title, "", "/")) for each in CHANNELS]
    return tuple(Sending(label_of(each), traits(each).icon, found.href or "", found.new_tab) for each, found in made)
