"""What somebody sees of their own referrals."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from server.referrals.referring.forms import NothingForm
from server.web.forms import Filled
from server.web.rendering import Page

State = Literal["done", "now", "todo"]


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral in the list. `points` is what it brought so far, confirmed or waiting."""

    id: str
    name: str
    opening: str
    stage: str
    hue: str
    meta: str
    points: int


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of the way. `points` were brought, wait, or would come, as `state` and `is_pending` say."""

    state: State
    icon: str
    title: str
    metas: tuple[str, ...]
    points: int = 0
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """The next appointment."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class News:
    """Asking how it stands: once a week, while something may still happen."""

    form: Filled[NothingForm]
    may_ask: bool
    asked_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralsPage(Page):
    """One's referrals, those that go on first."""

    template: ClassVar[str] = "referrals/own/index.html"
    tab: ClassVar[str] = "jobs"
    running: tuple[ReferralRow, ...]
    ended: tuple[ReferralRow, ...]
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage(Page):
    """Screen 11: one referral, stage by stage."""

    template: ClassVar[str] = "referrals/own/show.html"
    tab: ClassVar[str] = "jobs"
    id: str
    name: str
    is_known: bool
    opening: str
    banner: Banner | None
    clock: str
    lines: tuple[StageLine, ...]
    over: str
    unpaid: str
    news: News | None
