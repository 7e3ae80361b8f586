"""The zone in which days and weeks begin, for requests of nobody signed in: a session says it for everybody else."""

from server.people.queries import company
from server.web.locale import language, speak


async def live_in_the_programmes_zone() -> None:
    """From here on this request counts days, and says hours, as everybody in the company does."""
    profile = await company()
    if profile is not None:
        speak(language(), profile.zone)
