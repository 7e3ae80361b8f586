"""What the console's pages about people show."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.console.forms import RoleForm
from server.people.console.queries import Listed
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person of the list, in words."""

    id: str
    name: str
    job_title: str
    email: str
    team: str
    role: str
    reach: str
    can_be_picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    """The list, a page at a time."""

    template: ClassVar[str] = "console/people/index.html"
    tab: ClassVar[str] = "people"
    lines: tuple[Line, ...]
    total: int
    filters: tuple[tuple[str, str, bool], ...]
    chosen: str
    words: str
    to_invite: int
    previous_href: str
    next_href: str
    key: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """One person: the staff list's facts, their role, how to reach them, a departure."""

    template: ClassVar[str] = "console/people/show.html"
    tab: ClassVar[str] = "people"
    person: Listed
    facts: tuple[tuple[str, str], ...]
    reach: str
    role_name: str
    form: Filled[RoleForm]
    roles: tuple[tuple[str, str], ...]
    is_changeable: bool
    key: str
