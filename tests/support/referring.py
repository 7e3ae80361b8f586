"""An opening to recommend somebody for."""

from typing import Any

from server import clock
from server.openings.models import Opening


async def opening(slug: str = "data-engineer-nantes", **changes: Any) -> Opening:
    """An open position."""
    values: dict[str, Any] = {
        "slug": slug, "title": "Data engineer", "place": "Nantes", "country": "FR", "contract": "permanent",
        "state": "open", "language": "en", "published_at": clock.now(), "created_at": clock.now(),
    }  # fmt: skip
    return await Opening.create(**{**values, **changes})
