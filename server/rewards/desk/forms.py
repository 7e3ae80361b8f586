"""What HR types about orders: one move for many, and the words around a move of one."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from server.messages import N_
from server.rewards.desk.shelves import Move
from server.web.forms import FormModel

AT_ONCE = 100
SHORTEST_REASON = 10
NOBODY = N_("Tick at least one order.")
NO_REASON = N_("Write why, in ten characters at least: the people who ordered read it.")

OrderId = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]


class NothingForm(FormModel):
    """A button alone."""


class MovesForm(FormModel):
    """Orders that were ticked and what is done with all of them; the rest says which page they were ticked on."""

    orders: tuple[OrderId, ...] = Field((), max_length=AT_ONCE, validate_default=True)
    move: Move
    reason: str = Field("", max_length=300, validate_default=True)
    show: str = Field("", max_length=10)
    place: str = Field("", max_length=36)
    gift: str = Field("", max_length=80)
    after: str = Field("", max_length=60)

    @field_validator("orders")
    @classmethod
    def _some(cls, orders: tuple[str, ...]) -> tuple[str, ...]:
        if not orders:
            raise ValueError(NOBODY)
        return tuple(dict.fromkeys(orders))

    @field_validator("reason")
    @classmethod
    def _reasoned(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("move") == "reject" and len(reason) < SHORTEST_REASON:
            raise ValueError(NO_REASON)
        return reason


class ReasonForm(FormModel):
    """A refusal, and why."""

    reason: str = Field(min_length=SHORTEST_REASON, max_length=300)


class WordsForm(FormModel):
    """A hand-over with a personal word, or without."""

    words: str = Field("", max_length=200)


class ReturnForm(FormModel):
    """A gift that came back; ticked: somebody else can have it."""

    back_in_stock: bool = False
