"""What somebody writes who recommends: words, a code's word, somebody they present."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from server.messages import N_
from server.people.sign_in.forms import WRONG_ADDRESS
from server.referrals.referring.spoken_codes import LONGEST, SHORTEST, plain_word
from server.web.forms import FormModel
from server.web.mail_addresses import is_mail_address

LONGEST_WORDS = 500
RELATIONS = {
    "work": N_("Work"),
    "studies": N_("Studies"),
    "friends": N_("Friendship"),
    "community": N_("Community"),
}
NOT_A_WORD = N_("One word of 3 to 14 letters, without digits: for example “mint”.")
NO_ENDING = N_("The end of the address is missing, for example .com")
NOT_AGREED = N_("Ask this person first, then tick this box.")
assert (SHORTEST, LONGEST) == (3, 14), "the sentence names both"


def _word(text: str) -> str:
    if plain_word(text) is None:
        raise ValueError(NOT_A_WORD)
    return text


def _address(text: str) -> str:
    if is_mail_address(text):
        return text
    raise ValueError(NO_ENDING if is_mail_address(f"{text}.com") else WRONG_ADDRESS)


class WordsForm(FormModel):
    """What a candidate reads beside somebody's name; nothing takes the words back."""

    words: str = Field("", max_length=LONGEST_WORDS)


class SpokenForm(FormModel):
    """The word of a code to say."""

    word: Annotated[str, Field(max_length=40), AfterValidator(_word)]


class PresentingForm(FormModel):
    """Somebody who is presented: they will be asked, and will read why."""

    name: str = Field(min_length=2, max_length=120)
    email: Annotated[str, Field(max_length=254), AfterValidator(_address)]
    relation: Literal["work", "studies", "friends", "community"]
    why: str = Field(min_length=1, max_length=LONGEST_WORDS)
    agreed: Literal["on"]


class NothingForm(FormModel):
    """A button: nothing but its key."""
