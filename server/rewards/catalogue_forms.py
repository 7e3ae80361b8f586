"""What HR types about a gift, and the buttons around it."""

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from gamification import NOBODYS_GIFTS
from server.drawing import GiftArt
from server.messages import N_
from server.rewards.known import KINDS, TAX_LABELS, Approval, Kind, TaxLabel, Window
from server.web.amounts import cents_of
from server.web.forms import FormModel

TaxEvent = Literal["birth", "wedding", "retirement", "parents_day", "saint", "christmas", "school"]
TAX_EVENTS: tuple[str, ...] = get_args(TaxEvent)
OWN = "own"
CENTS_A_POINT = 5  # 20 points are one euro
MOST_CENTS, MOST_CHOICES, CHOICE_LENGTH, SHORTEST_REASON = 1_000_000, 12, 80, 10
FIRST_YEAR, LAST_YEAR = 2000, 2199
NO_AMOUNT = N_("Write an amount like 15 or 14.50.")
LARGE = N_("A gift is worth 10,000 euros at most.")
NO_NAME = N_("Write a name, in French or in English.")
NO_STOCK = N_("A voucher’s stock is the number of its codes: leave this field empty.")
NOT_GIVEN = N_("This label is for donations and team pots: nobody receives them alone.")
HAS_VALUE = N_("A gift of recognition has no value: write 0, or choose another label.")
NO_EVENT = N_("Choose the occasion: a gift of the social committee is for one of them.")
NO_REASON = N_("Say why this label fits, in ten characters or more: it is kept for an inspection.")
MANY_CHOICES = N_("Twelve choices at most, one per line, 80 characters each.")
NOT_A_DAY = N_("Write a date like 2026-11-22.")
BEFORE = N_("The last day is before the first one.")
NO_PICTURE = N_("Choose a file for your own picture, or one of the drawings.")


def euros(typed: Any) -> int:
    """An amount in euros as people write it, in cents. Raises ValueError with the sentence."""
    amount = cents_of(typed, MOST_CENTS, NO_AMOUNT, LARGE)
    if amount is None:
        raise ValueError(NO_AMOUNT)
    return amount


def lines(text: str) -> tuple[str, ...]:
    """What was typed one per line, each once, without the empty ones."""
    return tuple(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))


def is_far(cost: int, value_cents: int) -> bool:
    """Whether what a gift costs in points and what it is worth differ by more than half of the larger."""
    smaller, larger = sorted((cost * CENTS_A_POINT, value_cents))
    return value_cents > 0 and 2 * smaller < larger


def _a_name(typed: Any) -> Any:
    if typed is None:
        raise ValueError(NO_NAME)
    return typed


Name = Annotated[str, Field("", max_length=80), BeforeValidator(_a_name)]


class RewardForm(FormModel):
    """A whole gift, named in one language at least. Cost in points, `value` in cents; `picture` names a stored one.

    `stock` empty never runs out. Donations and pots have one label, whatever was chosen.
    """

    kind: Kind = KINDS[0]
    name_fr: Name
    name_en: Name
    summary_fr: str = Field("", max_length=120)
    summary_en: str = Field("", max_length=120)
    description_fr: str = Field("", max_length=600)
    description_en: str = Field("", max_length=600)
    thanks_fr: str = Field("", max_length=200)
    thanks_en: str = Field("", max_length=200)
    cost: int = Field(ge=1, le=100_000)
    value: Annotated[int, BeforeValidator(euros)]
    tax_label: TaxLabel = Field(TAX_LABELS[0], validate_default=True)
    tax_event: Literal["", TaxEvent] = Field("", validate_default=True)
    tax_reason: str = Field("", max_length=300, validate_default=True)
    stock: int | None = Field(None, ge=0, le=1_000_000)
    low_stock_at: int = Field(6, ge=0, le=10_000)
    limit_count: int | None = Field(None, ge=1, le=1_000)
    limit_window: Window = "ever"
    min_level: int = Field(1, ge=1, le=5)
    from_day: date | None = None
    until_day: date | None = None
    places: tuple[str, ...] = Field((), max_length=100)
    choices: str = Field("", max_length=1_200)
    approval: Approval = "hr"
    delay_days: int = Field(5, ge=0, le=90)
    picture: str = Field("", pattern=r"^([0-9a-f]{32}\.webp)?$")
    illustration: Literal["own", GiftArt] = Field("plant", validate_default=True)
    is_nearby: bool = False
    version: int = Field(0, ge=0, le=1_000_000)

    @model_validator(mode="before")
    @classmethod
    def _named_once(cls, typed: Any) -> Any:
        """Without any name both fields lack one; one of them is enough."""
        names = ("name_fr", "name_en")
        if isinstance(typed, dict) and not any(str(typed.get(name) or "").strip() for name in names):
            return {**typed, **dict.fromkeys(names)}
        return typed

    @field_validator("name_fr", "name_en", "summary_fr", "summary_en", "thanks_fr", "thanks_en", "tax_reason")
    @classmethod
    def _on_one_line(cls, text: str) -> str:
        return " ".join(text.split())

    @field_validator("tax_label")
    @classmethod
    def _fits(cls, label: TaxLabel, info: ValidationInfo) -> TaxLabel:
        kind = info.data.get("kind")
        if kind in NOBODYS_GIFTS:
            return "donation"
        if label == "donation" and kind:
            raise ValueError(NOT_GIVEN)
        if label == "recognition" and info.data.get("value", 0):
            raise ValueError(HAS_VALUE)
        return label

    @field_validator("tax_event")
    @classmethod
    def _has_occasion(cls, event: str, info: ValidationInfo) -> str:
        if info.data.get("tax_label") != "social":
            return ""
        if not event:
            raise ValueError(NO_EVENT)
        return event

    @field_validator("tax_reason")
    @classmethod
    def _is_reasoned(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("tax_label") not in ("social", "recognition"):
            return ""
        if len(reason) < SHORTEST_REASON:
            raise ValueError(NO_REASON)
        return reason

    @field_validator("stock")
    @classmethod
    def _is_counted(cls, stock: int | None, info: ValidationInfo) -> int | None:
        if stock is not None and info.data.get("kind") == "voucher":
            raise ValueError(NO_STOCK)
        return stock

    @field_validator("from_day", "until_day")
    @classmethod
    def _in_our_time(cls, day: date | None, info: ValidationInfo) -> date | None:
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(NOT_A_DAY)
        first = info.data.get("from_day")
        if day and first and day < first:
            raise ValueError(BEFORE)
        return day

    @field_validator("choices")
    @classmethod
    def _are_few(cls, choices: str) -> str:
        if len(lines(choices)) > MOST_CHOICES or any(len(line) > CHOICE_LENGTH for line in lines(choices)):
            raise ValueError(MANY_CHOICES)
        return "\n".join(lines(choices))

    @field_validator("places")
    @classmethod
    def _each_once(cls, places: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(places)))

    @field_validator("illustration")
    @classmethod
    def _is_there(cls, illustration: str, info: ValidationInfo) -> str:
        if illustration == OWN and not info.data.get("picture"):
            raise ValueError(NO_PICTURE)
        return illustration


def _plain_minus(typed: Any) -> Any:
    return typed.replace("−", "-") if isinstance(typed, str) else typed


class StockForm(FormModel):
    """Pieces that came, or went: below zero takes some away."""

    pieces: Annotated[int, Field(ge=-100_000, le=100_000), BeforeValidator(_plain_minus)]

    @field_validator("pieces")
    @classmethod
    def _is_something(cls, pieces: int) -> int:
        if pieces == 0:
            raise ValueError(N_("Write how many came, such as 10, or with a minus how many are gone."))
        return pieces


class PlaceForm(FormModel):
    """Where gifts are fetched."""

    name: str = Field(min_length=1, max_length=80)
    hint: str = Field("", max_length=160)

    @field_validator("name", "hint")
    @classmethod
    def _on_one_line(cls, text: str) -> str:
        return " ".join(text.split())


class VersionForm(FormModel):
    """A button about the gift as it was shown."""

    version: int = Field(ge=0, le=1_000_000)


class ButtonForm(FormModel):
    """A button alone."""
