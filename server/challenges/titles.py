"""What challenges are called, for sentences that name them."""

from server.database import rows


async def challenge_titles(language: str) -> dict[str, str]:
    """The title of each challenge by id."""
    title = "title_fr" if language == "fr" else "title_en"
    return {row["id"]: row[title] for row in await rows(f"SELECT id, {title} FROM challenge")}
