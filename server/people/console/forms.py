"""What HR types about people."""

from typing import Literal

from pydantic import Field

from server.web.forms import FormModel


class NothingForm(FormModel):
    """A button alone."""


class RoleForm(FormModel):
    """A role to give."""

    role: Literal["employee", "lead", "editor", "hr", "admin"]


class PeopleForm(FormModel):
    """People ticked in the list; `everyone`: all with an address whom nobody invited yet."""

    people: tuple[str, ...] = Field((), max_length=200)
    everyone: bool = False
