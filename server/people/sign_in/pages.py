"""What the sign-in pages show."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from server.people.kept import KeptForm
from server.people.sign_in.forms import CodeForm, SignInForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    """The door: an address, by day or by night. `why` says what happened when somebody was led here."""

    template: ClassVar[str] = "people/sign_in.html"
    form: Filled[SignInForm]
    scene: Markup
    why: str
    is_set_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAgainPage(Page):
    """The same question after a form found no session: what it held comes along."""

    template: ClassVar[str] = "people/sign_in_again.html"
    form: Filled[SignInForm]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(Page):
    """Six digits; `again` is the form that asks for another code."""

    template: ClassVar[str] = "people/code.html"
    email: str
    form: Filled[CodeForm]
    again: Filled[SignInForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage(Page):
    """Behind the letter's button: looking uses nothing up. `name` is empty when the link counts no more."""

    template: ClassVar[str] = "people/link.html"
    name: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuePage(Page):
    """Signed in again: the form from before, ready to be sent."""

    template: ClassVar[str] = "people/continue.html"
    name: str
    kept: KeptForm
