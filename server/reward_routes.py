"""The addresses of small gifts, in reading order: the catalogue, what people ordered, and HR's desk."""

from starlette.routing import BaseRoute

from server.web.access import Need

SIGNED_IN, MEMBER, HR = Need.SIGNED_IN, Need.MEMBER, Need.HR


def gifts() -> list[BaseRoute]:
    """What people do: the last address takes any word for a gift, so that it stands last."""
    return [*_orders(), *_pots(), *_catalogue()]


def gift_console() -> list[BaseRoute]:
    """HR's desk: the queue, the money, the imports, and the catalogue's upkeep, whose last address takes any word."""
    return [*_console_orders(), *_console_money(), *_console_imports(), *_console_catalogue()]


def _orders() -> list[BaseRoute]:
    """What somebody ordered: open to those who left the programme too, since what they ordered is theirs."""
    return []


def _pots() -> list[BaseRoute]:
    """Gifts that a team puts points together for."""
    return []


def _catalogue() -> list[BaseRoute]:
    """The gifts, one gift, ordering it, and saving for it."""
    return []


def _console_orders() -> list[BaseRoute]:
    """The queue: deciding, preparing, handing over, taking back."""
    return []


def _console_money() -> list[BaseRoute]:
    """Ceilings by year, money by season, what is still owed in points, what payroll is told."""
    return []


def _console_imports() -> list[BaseRoute]:
    """Files of gifts and of codes, looked at before they count."""
    return []


def _console_catalogue() -> list[BaseRoute]:
    """Gifts and places as HR keeps them."""
    return []
