"""Recruitee: offers, of which only the published ones are read."""

from server.openings.reading.boards.each import each
from server.openings.reading.json_ld import number
from server.openings.reading.pay import currency_of
from server.openings.reading.postings import Board, Pay, Place, Posting
from server.openings.reading.texts import Node, first, markup, node, nodes, text, texts


def read_recruitee(known: object) -> Board | None:
    """The board, if it is one of these."""
    offers = nodes(node(known).get("offers"))
    if not any("careers_url" in offer or "employment_type_code" in offer for offer in offers):
        return None
    published = [offer for offer in offers if offer.get("status", "published") == "published"]
    return each("recruitee", first(*(offer.get("company_name") for offer in offers)), published, _of_recruitee)


def _of_recruitee(offer: Node) -> Posting:
    pay = node(offer.get("salary"))
    return Posting(
        title=text(offer.get("title")),
        reference=first(offer.get("id"), offer.get("guid"), offer.get("slug")),
        url=first(offer.get("careers_url")),
        places=tuple(map(_recruitee_place, nodes(offer.get("locations")) or [offer])),
        remote="hybrid" if offer.get("hybrid") is True else "full" if offer.get("remote") is True else "",
        contract=text(offer.get("employment_type_code")),
        hours=_recruitee_hours(offer),
        pay=Pay(number(pay.get("min")), number(pay.get("max")), currency_of(first(pay.get("currency"))),
                first(pay.get("period"))),
        skills=texts(offer.get("tags")),
        department=first(offer.get("department")),
        description=markup([offer.get("description"), offer.get("requirements")]),
        language=next((name for name in node(offer.get("translations"))), ""),
        posted=first(offer.get("published_at"), offer.get("created_at")),
        closes=first(offer.get("close_at")),
    )  # fmt: skip


def _recruitee_place(told: Node) -> Place:
    city = first(told.get("city")) or (first(told.get("name")) if "careers_url" not in told else "")
    return Place(city, first(told.get("state")), first(told.get("country_code"), told.get("country")))


def _recruitee_hours(offer: Node) -> str:
    low, high = (text(offer.get(name)) for name in ("min_hours", "max_hours"))
    return f"{low}-{high} h" if low and high and low != high else f"{high or low} h" if high or low else ""
