"""Gifts as features see them, without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from server.rewards.known import Names, RewardSeen

_EMPTY = Names("", "")
_FLASK = RewardSeen(
    id="flask", slug="flask", kind="good", name=Names("Gourde gravée", "Engraved flask"),
    summary=Names("Inox, 50 cl", "Steel, 50 cl"), description=_EMPTY, thanks=_EMPTY, cost=250, value_cents=1_800,
    tax_label="taxable", tax_event="", tax_reason="", stock_total=None, stock_reserved=0, stock_done=0, low_stock_at=6,
    limit_count=None, limit_window="ever", min_level=1, from_day=None, until_day=None, places=(), choices=(),
    approval="hr", delay_days=5, illustration="", picture=None, is_nearby=False,
    published_at=datetime(2026, 10, 1, tzinfo=UTC), retired_at=None, version=1,
)  # fmt: skip


def a_seen_gift(slug: str = "flask", **changes: Any) -> RewardSeen:
    """A flask for 250 points and 18 euros that never runs out, or as you say; its id is its slug."""
    return replace(_FLASK, **{"id": slug, "slug": slug, **changes})
