"""Who listens to what: the one place where features meet."""

from server.settings import Settings


def register_listeners(settings: Settings) -> None:
    """Connect announcements to listeners, jobs to their handlers, chores to the worker."""
