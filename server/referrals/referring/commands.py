"""Making a link to an opening and writing its words; choosing the code one says, and taking it back."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.referrals.referring.queries import OwnLink, own_link
from server.referrals.referring.spoken_codes import new_digits, plain_word, shown_code
from server.sharing.codes import new_link_code
from server.web.problems import Refused

DRAWS = 20  # of a word's ten thousand codes, before we say that it is taken


class WordTaken(Refused):
    """Nearly all codes of this word were given already."""

    message = N_("This word has been chosen very often. Take another one.")


async def link_for(person_id: str, opening_id: str) -> OwnLink:
    """Somebody's one link to an opening, made when they first ask for it."""
    return await own_link(person_id, opening_id) or await _make(person_id, opening_id)


async def _make(person_id: str, opening_id: str) -> OwnLink:
    await rows(
        "INSERT INTO referral_link (id, code, person_id, opening_id, words, created_at) VALUES ($1, $2, $3, $4, '', $5)"
        " ON CONFLICT (person_id, opening_id) DO UPDATE SET revoked_at = NULL RETURNING id",
        new_id(), new_link_code(), person_id, opening_id, to_millis(clock.now()),
    )  # fmt: skip
    made = await own_link(person_id, opening_id)
    assert made is not None, "the link that was just made is there"
    return made


async def write_words(person_id: str, opening_id: str, words: str) -> None:
    """What a candidate reads beside somebody's name: the link is made when it was not there."""
    async with transaction():
        await rows(
            "INSERT INTO referral_link (id, code, person_id, opening_id, words, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person_id, opening_id) DO UPDATE SET words = excluded.words "
            "RETURNING id",
            new_id(), new_link_code(), person_id, opening_id, words, to_millis(clock.now()),
        )  # fmt: skip


async def choose_code(person_id: str, word: str) -> str:
    """Give somebody a code of their word, and take the one before back: what was given once is never given again."""
    plain = plain_word(word)
    assert plain is not None, "a form lets only words through"
    async with transaction():
        now = to_millis(clock.now())
        await _revoke(person_id, now)
        for _ in range(DRAWS):
            digits = new_digits()
            given = await rows(
                "INSERT INTO spoken_code (id, person_id, code, shown, created_at) VALUES ($1, $2, $3, $4, $5) "
                "ON CONFLICT (code) DO NOTHING RETURNING shown",
                new_id(), person_id, plain + digits, shown_code(word, digits), now,
            )  # fmt: skip
            if given:
                return str(given[0]["shown"])
        raise WordTaken


async def revoke_code(person_id: str) -> None:
    """Nobody is found by this code any more. Twice is once."""
    async with transaction():
        await _revoke(person_id, to_millis(clock.now()))


async def _revoke(person_id: str, now: int) -> None:
    await rows(
        "UPDATE spoken_code SET revoked_at = $1 WHERE person_id = $2 AND revoked_at IS NULL RETURNING id",
        now, person_id,
    )  # fmt: skip
