"""`ricoche sign-in`."""

from argparse import Namespace

from server.command_line.output import Refusal
from server.database import database
from server.messages import N_
from server.people.sign_in.commands import sign_in_link
from server.settings import read_settings
from server.web.locale import say
from server.web.problems import Problem


async def sign_in(arguments: Namespace) -> int:
    """Print a link that signs somebody in, once."""
    settings = read_settings()
    async with database(settings.database_url, direct=True):
        try:
            path = await sign_in_link(arguments.address)
        except Problem as problem:
            raise Refusal(say(problem.said, problem.values)) from problem
    print(f"{settings.public_url}{path}")
    print(say(N_("Valid once, for ten minutes.")))
    return 0
