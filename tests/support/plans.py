"""How a database would find the rows of a question: whether an index serves it."""

from typing import Any

import pytest

from server.database import is_postgresql, rows, transaction


class Asked:
    """The questions that a module asked meanwhile, with their values."""

    def __init__(self, patched: pytest.MonkeyPatch, module: str) -> None:
        self.questions: list[tuple[str, tuple[Any, ...]]] = []

        async def listening(query: str, *values: Any) -> list[dict[str, Any]]:
            self.questions.append((query, values))
            return await rows(query, *values)

        patched.setattr(f"{module}.rows", listening)


async def plan_of(query: str, *values: Any) -> str:
    """The plan as the database tells it; PostgreSQL would rather read the few rows of a test whole: it may not."""
    async with transaction():
        if is_postgresql():
            await rows("SET LOCAL enable_seqscan = off")
        found = await rows(f"EXPLAIN {'' if is_postgresql() else 'QUERY PLAN '}{query}", *values)
    return "\n".join(str(row.get("QUERY PLAN", row.get("detail"))) for row in found)
