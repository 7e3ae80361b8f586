"""`ricoche demo`."""

from argparse import Namespace

from server.command_line.output import Refusal
from server.database import database
from server.database.migrate import migrate
from server.demo.building import build, is_empty, show_roles
from server.demo.resetting import NotTheDemo, reset
from server.listeners import register_listeners
from server.messages import N_
from server.settings import Settings, read_settings
from server.web.locale import say

ROLE_NAMES = {
    "employee": N_("Employee"),
    "lead": N_("Team lead"),
    "editor": N_("Editor"),
    "hr": N_("HR"),
    "admin": N_("Administrator"),
}


async def demo(arguments: Namespace) -> int:
    """Build the demo company, then say how to sign in as each role."""
    settings = read_settings()
    if arguments.reset:
        await _throw_away(settings)
    await migrate(settings.database_url)
    async with database(settings.database_url, direct=True):
        register_listeners(settings)
        if await is_empty():
            await _build(settings, arguments.weeks)
        elif not arguments.if_empty:
            raise Refusal(say(N_("There is a company already. Use --reset to throw the demo away.")))
        await _say_how(settings)
    return 0


async def _throw_away(settings: Settings) -> None:
    try:
        await reset(settings)
    except NotTheDemo:
        raise Refusal(say(N_("The company here is not the demo: nothing was thrown away."))) from None


async def _build(settings: Settings, weeks: int) -> None:
    print(say(N_("Building Orvane, an invented company, and {n} weeks of its life."), {"n": weeks}), end="", flush=True)
    await build(settings, weeks, lambda: print(".", end="", flush=True))
    print()


async def _say_how(settings: Settings) -> None:
    roles = await show_roles(settings)
    if roles:
        print(say(N_("Sign in as (each link works once, for ten minutes; `ricoche sign-in ADDRESS` makes another):")))
    for role, address, link in roles:
        print(f"  {say(ROLE_NAMES[role]):<14} {address:<34} {link}")
    if roles and settings.mailbox_dir:
        where = say(N_("No mail server is set: letters land here, and only this machine can read them."))
        print(f"{where} {settings.public_url}/dev/mailbox")
