"""What sign-in asks for."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from server.messages import N_
from server.people.sign_in.codes import DIGITS
from server.web.forms import FormModel
from server.web.mail_addresses import is_mail_address

WRONG_ADDRESS = N_("Write a whole address, for example first.last@company.example.")
SIX_DIGITS = N_("The code has six digits.")


def _address(text: str) -> str:
    if not is_mail_address(text):
        raise ValueError(WRONG_ADDRESS)
    return text.lower()


def _digits(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace() and sign != "-")
    if len(plain) != DIGITS or not (plain.isascii() and plain.isdigit()):
        raise ValueError(SIX_DIGITS)
    return plain


Address = Annotated[str, Field(max_length=254), AfterValidator(_address)]
Code = Annotated[str, Field(max_length=20), AfterValidator(_digits)]
KEPT_LONGEST = 100_000


class SignInForm(FormModel):
    """An address; `next` and `kept` come along from where somebody was signed out."""

    email: Address
    next: str = Field("", max_length=500)
    kept: str = Field("", max_length=KEPT_LONGEST)


class CodeForm(FormModel):
    """The six digits, however they were pasted."""

    code: Code
    kept: str = Field("", max_length=KEPT_LONGEST)


class KeptForm(FormModel):
    """Nothing but what is carried through."""

    kept: str = Field("", max_length=KEPT_LONGEST)
