"""The addresses of small gifts, in reading order: the catalogue, what people ordered, and HR's desk."""

from starlette.routing import BaseRoute

from server.rewards.catalogue import handlers as catalogue
from server.rewards.catalogue import public_handlers as gift_art
from server.rewards.console import handlers as gift_desk
from server.rewards.console import place_handlers as gift_places
from server.rewards.desk import handlers as order_queue
from server.rewards.desk import order_handlers as one_order
from server.rewards.desk import paper_handlers as order_papers
from server.rewards.imports import handlers as gift_imports
from server.rewards.imports import upload_handlers as gift_files
from server.rewards.money import handlers as gift_money
from server.rewards.own import handlers as own_orders
from server.rewards.own import pot_handlers as pots
from server.web.access import Need, route

NOTHING, SIGNED_IN, MEMBER, HR = Need.NOTHING, Need.SIGNED_IN, Need.MEMBER, Need.HR


def gifts() -> list[BaseRoute]:
    """What people do: the last address takes any word for a gift, so that it stands last."""
    return [*_orders(), *_pots(), *_catalogue()]


def gift_console() -> list[BaseRoute]:
    """HR's desk: the queue, the money, the imports, and the catalogue's upkeep, whose last address takes any word."""
    return [*_console_orders(), *_console_money(), *_console_imports(), *_console_catalogue()]


def _orders() -> list[BaseRoute]:
    """What somebody ordered: open to those who left the programme too, since what they ordered is theirs."""
    one, name = "/gifts/orders/{id}", "gifts.orders"
    return [
        route("GET", "/gifts/orders", own_orders.index, f"{name}.index", SIGNED_IN),
        route("GET", one, own_orders.show_order, f"{name}.show", SIGNED_IN),
        route("POST", f"{one}/cancellation", own_orders.cancel, f"{name}.cancellation", SIGNED_IN),
        route("POST", f"{one}/code", own_orders.reveal, f"{name}.code", SIGNED_IN),
        *(
            route("GET", f"{one}/{act}", own_orders.back, f"{name}.{act}.index", SIGNED_IN)
            for act in ("cancellation", "code")
        ),
    ]


def _pots() -> list[BaseRoute]:
    """Gifts that a team puts points together for: taking points back stays open to those who left the programme."""
    one, name = "/gifts/pots/{id}", "gifts.pots"
    return [
        route("GET", one, pots.show_pot, f"{name}.show", SIGNED_IN),
        route("POST", f"{one}/parts", pots.give, f"{name}.parts.create", MEMBER),
        route("POST", f"{one}/parts/removal", pots.take_back, f"{name}.parts.destroy", SIGNED_IN),
        route("POST", f"{one}/cancellation", pots.close, f"{name}.cancellation", SIGNED_IN),
        *(
            route("GET", f"{one}/{act}", pots.back, f"{name}.{act.replace('/', '.')}.index", SIGNED_IN)
            for act in ("parts", "parts/removal", "cancellation")
        ),
        route("POST", "/gifts/{slug}/pots", pots.create, f"{name}.create", MEMBER),
    ]


def _catalogue() -> list[BaseRoute]:
    """The gifts, one gift, ordering it, and saving for it."""
    path, name = "/gifts/{slug}", "gifts"
    return [
        route("GET", "/gifts/art/{name}.svg", gift_art.show_art, f"{name}.art", NOTHING),
        route("GET", "/gifts", catalogue.index, f"{name}.index", MEMBER),
        route("GET", path, catalogue.show, f"{name}.show", MEMBER),
        *(route("GET", f"{path}/{act}", catalogue.back, f"{name}.{act}.back", MEMBER) for act in ("orders", "pots")),
        route("POST", f"{path}/orders", catalogue.order, f"{name}.orders.create", MEMBER),
        route("POST", f"{path}/target", catalogue.save, f"{name}.target.create", MEMBER),
        route("POST", f"{path}/target/removal", catalogue.unsave, f"{name}.target.destroy", MEMBER),
    ]


def _console_orders() -> list[BaseRoute]:
    """The queue: deciding, preparing, handing over, taking back."""
    path, name = "/console/gifts/orders", "console.gifts.orders"
    one, its = f"{path}/{{id}}", f"{name}.one"
    return [
        route("GET", path, order_queue.index, f"{name}.index", HR),
        route("POST", f"{path}/moves", order_queue.move, f"{name}.moves.create", HR, step_up=True),
        route("GET", f"{path}/pick-list", order_papers.pick_list, f"{name}.pick_list", HR),
        route("GET", f"{path}/export.csv", order_papers.export_csv, f"{name}.export", HR, step_up=True),
        route("GET", one, one_order.show_order, f"{its}.show", HR),
        route("POST", f"{one}/approval", one_order.approve, f"{its}.approval", HR, step_up=True),
        route("POST", f"{one}/rejection", one_order.reject, f"{its}.rejection", HR, step_up=True),
        route("POST", f"{one}/preparation", one_order.prepare, f"{its}.preparation", HR, step_up=True),
        route("POST", f"{one}/handover", one_order.hand_over, f"{its}.handover", HR, step_up=True),
        route("POST", f"{one}/return", one_order.take_back, f"{its}.return", HR, step_up=True),
        route("POST", f"{one}/code", one_order.show_code_again, f"{its}.code", HR, step_up=True),
    ]


def _console_money() -> list[BaseRoute]:
    """Ceilings by year, money by season, what is still owed in points, what payroll is told."""
    path, name = "/console/gifts/money", "console.gifts.money"
    return [
        route("GET", path, gift_money.index, f"{name}.show", HR),
        route("POST", f"{path}/years", gift_money.enter_figures, f"{name}.years.create", HR, step_up=True),
        route("POST", f"{path}/seasons", gift_money.enter_money, f"{name}.seasons.create", HR, step_up=True),
        route("POST", f"{path}/terms", gift_money.update_terms, f"{name}.terms.update", HR, step_up=True),
    ]


def _console_imports() -> list[BaseRoute]:
    """Files of gifts and of codes, looked at before they count. The fresh code is asked for before a file is chosen."""
    path, name, one = "/console/gifts/imports", "console.gifts.imports", "/console/gifts/imports/{id}"
    return [
        route("GET", path, gift_files.index, f"{name}.index", HR, step_up=True),
        route("POST", path, gift_files.create_gifts, f"{name}.create", HR, step_up=True),
        route("POST", f"{path}/codes", gift_files.create_codes, f"{name}.codes.create", HR, step_up=True),
        route("GET", f"{path}/examples/{{kind}}.csv", gift_files.example, f"{name}.example", HR),
        route("GET", one, gift_imports.show_import, f"{name}.show", HR, step_up=True),
        route("POST", f"{one}/confirmation", gift_imports.confirm_import, f"{name}.confirm", HR, step_up=True),
        route("POST", f"{one}/deletion", gift_imports.destroy, f"{name}.destroy", HR, step_up=True),
        route("GET", f"{one}/refused.csv", gift_imports.rejects, f"{name}.refused", HR, step_up=True),
    ]


def _console_catalogue() -> list[BaseRoute]:
    """Gifts and places as HR keeps them. A picture chosen is never lost to a code: it is asked for before the form."""
    path, name, one = "/console/gifts", "console.gifts", "/console/gifts/{id}"
    return [
        route("GET", path, gift_desk.index, f"{name}.index", HR),
        route("POST", path, gift_desk.create, f"{name}.create", HR, step_up=True),
        route("GET", f"{path}/new", gift_desk.new, f"{name}.new", HR, step_up=True),
        *_gift_places(),
        route("GET", one, gift_desk.edit, f"{name}.edit", HR, step_up=True),
        route("POST", one, gift_desk.update, f"{name}.update", HR, step_up=True),
        route("POST", f"{one}/publication", gift_desk.publish, f"{name}.publish", HR, step_up=True),
        route("POST", f"{one}/retirement", gift_desk.retire, f"{name}.retire", HR, step_up=True),
        route("POST", f"{one}/stock", gift_desk.restock, f"{name}.stock.create", HR, step_up=True),
        route("POST", f"{one}/copy", gift_desk.copy, f"{name}.copy", HR, step_up=True),
    ]


def _gift_places() -> list[BaseRoute]:
    """Where gifts are fetched."""
    path, name, one = "/console/gifts/places", "console.gifts.places", "/console/gifts/places/{id}"
    return [
        route("GET", path, gift_places.index, f"{name}.index", HR),
        route("POST", path, gift_places.create, f"{name}.create", HR, step_up=True),
        route("GET", one, gift_places.edit, f"{name}.edit", HR),
        route("POST", one, gift_places.update, f"{name}.update", HR, step_up=True),
        route("POST", f"{one}/retirement", gift_places.retire, f"{name}.retire", HR, step_up=True),
    ]
