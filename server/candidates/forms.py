"""What a candidate fills in: a name, one way to be answered, some words."""

from typing import Annotated

from pydantic import AfterValidator, Field

from server.candidates.contacts import is_number
from server.messages import N_
from server.web.forms import Filled, FormModel
from server.web.mail_addresses import is_mail_address

WRONG_ADDRESS = N_("Write a whole address, for example name@mail.example.")
WRONG_NUMBER = N_("Write a whole number, for example 06 39 98 12 34.")
ONE_OF_TWO = N_("Write an e-mail address or a phone number: one is enough.")
NOT_A_PERSON = N_("Something filled in a field that nobody sees. Look through the form and send it again.")


def _address(text: str) -> str:
    if text and not is_mail_address(text):
        raise ValueError(WRONG_ADDRESS)
    return text


def _number(text: str) -> str:
    if text and not is_number(text):
        raise ValueError(WRONG_NUMBER)
    return text


class ApplicationForm(FormModel):
    """`by` carries who said their code aloud, signed; `website` is seen by machines only."""

    name: str = Field(min_length=2, max_length=120)
    email: Annotated[str, Field(max_length=254), AfterValidator(_address)] = ""
    phone: Annotated[str, Field(max_length=40), AfterValidator(_number)] = ""
    message: str = Field("", max_length=3000)
    by: str = Field("", max_length=400)
    website: str = Field("", max_length=400)


class CodeForm(FormModel):
    """A code that somebody said."""

    code: str = Field(min_length=1, max_length=80)


class NothingForm(FormModel):
    """A button on a candidate's own page."""


def complete(form: Filled[ApplicationForm]) -> Filled[ApplicationForm]:
    """What no single field can say of itself."""
    if not (form.said("email") or form.said("phone")):
        form.refuse("email", ONE_OF_TWO)
    if form.said("website"):
        form.refuse("name", NOT_A_PERSON)
        form.raw.pop("website")
    return form
