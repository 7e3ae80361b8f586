"""Vouchers with their codes, orders as rows, and a search for what must not be readable in a database."""

import base64
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from server import clock
from server.database import is_postgresql, rows
from server.people.models import Person
from server.rewards.code_sealing import unlock_codes
from server.rewards.codes import store_codes
from server.rewards.models import Redemption, Reward
from tests.support.candidates import SECRETS

CODES = ("FNAC-2026-KJ7Q-PL4X", "FNAC-2026-M3RD-98AA", "FNAC-2026-ZZT1-00QP")


async def a_voucher(*codes: str, expires_on: date | None = None, slug: str = "fnac-10", approval: str = "auto") -> str:
    """A voucher of the catalogue with these codes; its identifier."""
    unlock_codes(SECRETS)
    made = await Reward.create(
        slug=slug, kind="voucher", name_fr="Bon d’achat", name_en="Voucher", cost=50, value_cents=1000,
        approval=approval, published_at=clock.now(), created_at=clock.now(),
    )  # fmt: skip
    if codes:
        await store_codes(made.id, [(code, expires_on) for code in codes])
    return str(made.id)


async def an_order(reward_id: str, person: Person, state: str = "fulfilled") -> str:
    """An order as its row says, without points, stock or code."""
    made = await Redemption.create(
        reward_id=reward_id, person_id=person.id, cost=50, value_cents=1000, counted_cents=1000, tax_label="taxable",
        year=2026, season="2026", state=state, requested_at=clock.now(),
    )  # fmt: skip
    return str(made.id)


def readings(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """How each code could be read: as it is or without its dashes, in base64 at any offset, and in hex."""
    return {code: tuple(form for text in (code, code.replace("-", "")) for form in _forms(text)) for code in codes}


def _forms(text: str) -> list[str]:
    data = text.encode()
    inner = [base64.b64encode(b"\0" * shift + data).decode()[4 if shift else 0 : -4] for shift in range(3)]
    encoded = [each for one in inner for each in (one, one.replace("+", "-").replace("/", "_"))]
    return [text, text.lower(), data.hex(), data.hex().upper(), *encoded]


def found_in_bytes(folder: Path, codes: Iterable[str]) -> list[str]:
    """The codes that can be read in any byte of any file under a folder."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert files
    wanted = {code: [text.encode(coding) for text in forms for coding in ("utf-8", "utf-16-le")]
              for code, forms in readings(codes).items()}  # fmt: skip
    return [code for code, forms in wanted.items() if any(form in data for form in forms for data in files)]


async def dump() -> str:
    """Every row of every table as text, those of migrations too."""
    listed = (
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        if is_postgresql()
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    tables = [row["name"] for row in await rows(listed)]
    assert "reward_code" in tables
    written = 't::text AS line FROM "{}" t' if is_postgresql() else '* FROM "{}"'
    return "\n".join([str(await rows(f"SELECT {written.format(table)}")) for table in tables])


def found_in_text(text: str, codes: Iterable[str]) -> list[str]:
    """The codes that can be read in a text."""
    return [code for code, forms in readings(codes).items() if any(form in text for form in forms)]
