"""A catalogue, orders at every stage, a pot and an import: every page of gifts has something to show."""

from server import clock
from server.people.models import Person
from server.rewards.catalogue.commands import save_for
from server.rewards.codes import store_codes
from server.rewards.commands import approve_order, fulfil_order, open_pot, prepare_order, reject_order
from server.rewards.known import RewardSeen
from server.rewards.money.seasons import enter_budget
from tests.support.rewards import a_place, a_reward, ordered, points_for


async def gifts_of(hr: Person, employee: Person) -> dict[str, str]:
    """What addresses name: gifts by slug and id, orders by their state, a pot, a place."""
    place = await a_place("Accueil, Nantes")
    await points_for(employee, 2_000)
    await enter_budget("2026-Q4", 120_000, hr.id)
    flask = await a_reward(
        name_fr="Gourde gravée", name_en="Engraved flask", illustration="flask", cost=250, value_cents=1_250,
        stock_total=6, low_stock_at=6, limit_count=1, limit_window="year", places=[place], choices=["Lagon", "Sable"],
    )  # fmt: skip
    far = await a_reward(name_fr="Demi-journée solidaire", illustration="time", kind="experience", cost=9_000)
    ticket = await _ticket("Place de cinéma", "ORV-1111-2222", "ORV-3333-4444")
    await a_reward(name_fr="Don de 10 €", illustration="heart", kind="donation", tax_label="donation", cost=200)
    await a_reward(name_fr="Parti vite", illustration="tote", stock_total=0)
    draft = await a_reward(name_fr="À venir", illustration="lunch", published_at=None, limit_count=1)
    await save_for(employee.id, far.slug)
    return {
        "gift": flask.slug, "gift_id": flask.id, "gift_far": far.slug, "gift_draft": draft.id, "voucher_id": ticket.id,
        "place": place, **await _orders(employee, hr, place), **await _pot(employee, place),
    }  # fmt: skip


async def _ticket(name: str, *codes: str) -> RewardSeen:
    """A voucher that needs nobody's yes."""
    made = await a_reward(
        name_fr=name, illustration="time", kind="voucher", approval="auto", cost=50, value_cents=900, stock_total=0
    )
    await store_codes(made.id, [(code, None) for code in codes])
    return made


async def _orders(employee: Person, hr: Person, place: str) -> dict[str, str]:
    """One order of a small gift at each stage; a ticket whose code nobody has seen."""
    book = await a_reward(
        name_fr="Le livre de votre choix", illustration="book", cost=60, value_cents=300, stock_total=None,
        places=[place], thanks_fr="Bonne lecture.", thanks_en="Enjoy it.",
    )  # fmt: skip
    notes = ("Sans emballage", "Merci", f"Celui-ci : https://livres.example/{'titre' * 30}", "")
    waiting, ready, refused, given = [await ordered(book, employee, note=note) for note in notes]
    for each in (ready, given):
        await approve_order(each, hr.id)
        await prepare_order(each, hr.id)
    await reject_order(refused, "Ce titre est épuisé chez l’éditeur.", hr.id)
    await fulfil_order(given, hr.id, "Merci pour l’article.")
    ticket = await ordered(await _ticket("Entrée de musée", "MUS-5555-6666"), employee)
    return {"gift_order": waiting, "gift_ready": ready, "gift_refused": refused, "gift_given": given, "ticket": ticket}


async def _pot(employee: Person, place: str) -> dict[str, str]:
    breakfast = await a_reward(
        name_fr="Petit-déjeuner d’équipe", illustration="lunch", kind="team_pot", tax_label="donation", cost=600,
        value_cents=3_000, places=[place], created_at=clock.now(),
    )  # fmt: skip
    return {"pot": await open_pot(breakfast.slug, 80, employee.id, place), "gift_pot": breakfast.slug}
