"""The words of a share: cleaned, with the mention of the employer at the end and the link in its place."""

import re
import unicodedata
from dataclasses import dataclass

from server.sharing.channels import Channel, with_link

LONGEST_TEXT = 3000


@dataclass(frozen=True, slots=True)
class _Phrases:
    works_at: str
    is_rewarded_at: str
    starters: tuple[str, ...]


# Published in the language of the share, whatever language its author reads the page in: these are texts,
# not sentences of the interface, and so they are not in the catalogue.
_PHRASES = {
    "en": _Phrases(
        works_at="I work at {company}.",
        is_rewarded_at="I work at {company}, which rewards me for sharing.",
        starters=("What I take from it…", "In my team…", "A question…"),
    ),
    "fr": _Phrases(
        works_at="Je travaille chez {company}.",
        is_rewarded_at="Je travaille chez {company}, qui récompense mes partages.",
        starters=("Ce que j’en retiens…", "Dans mon équipe…", "Une question…"),
    ),
}


def starters(language: str) -> tuple[str, ...]:
    """Give the beginnings a person can pick, in the language of the share."""
    return _phrases(language).starters


def mention(company: str, language: str, earns: bool) -> str:
    """Tell the readers of a share where its author works and, if the share earns anything, that it does."""
    phrases = _phrases(language)
    if earns:
        return phrases.is_rewarded_at.format(company=company)
    return phrases.works_at.format(company=company.rstrip("."))


def compose(text: str, mention: str | None, link: str, channel: Channel) -> str:
    """Join what is published: the words, the mention unless it stands there, and the link."""
    words = clean_text(text)
    if mention and mention not in words:
        words = f"{words}\n\n{mention}" if words else mention
    return with_link(channel, words, link)


def clean_text(text: str) -> str:
    """Keep what a person wrote: letters composed, line ends plain, no control signs, 3,000 signs at most."""
    kept = _hidden.sub("", _line_end.sub("\n", text).replace("\t", " "))
    composed = unicodedata.normalize("NFC", kept).strip()
    return composed[:LONGEST_TEXT].rstrip()


_line_end = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Controls but the line end, lone surrogates, zero-width blanks, and what turns the reading direction around.
# Joiners stay: emojis and several scripts are written with them.
_hidden = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _phrases(language: str) -> _Phrases:
    return _PHRASES.get(language[:2].lower(), _PHRASES["en"])
