"""`ricoche doctor`, `settings`, `vapid-keys` and `demo`."""

from argparse import Namespace
from dataclasses import asdict

from server.command_line.output import print_json, print_lines
from server.database import database
from server.database.migrate import migrate
from server.demo.building import build, is_empty, reset, show_roles
from server.doctor import as_json, examine
from server.messages import N_
from server.notifications.vapid import ensure_vapid_keys
from server.people.queries import company
from server.settings import Settings, read_settings
from server.web.locale import say, speak

SECRETS = frozenset({"secret_keys", "smtp_url"})


async def doctor(arguments: Namespace) -> int:
    """Examine everything; 1 when something differs."""
    async with database(read_settings().database_url):
        profile = await company()
        if profile:
            speak("en", profile.zone)  # faults are operators' sentences, in English
        findings = await examine()
    if arguments.json:
        print_json(as_json(findings))
    else:
        for each in findings:
            print(f"{'ok   ' if each.is_sound else 'FAULT'} {each.check}")
            print_lines([f"      {fault}" for fault in each.faults])
    return 0 if all(each.is_sound for each in findings) else 1


def settings(arguments: Namespace) -> int:
    """The settings in force."""
    shown = {name: value for name, value in asdict(read_settings()).items() if name not in SECRETS}
    shown["database_url"] = _without_password(str(shown["database_url"]))
    if arguments.json:
        print_json(shown)
    else:
        print_lines([f"RICOCHE_{name.upper()}={value}" for name, value in shown.items()])
    return 0


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    credentials, at, place = rest.rpartition("@")
    return f"{scheme}://{credentials.partition(':')[0]}{at}{place}"


def vapid_keys(arguments: Namespace) -> int:
    """The public key of push."""
    keys = ensure_vapid_keys(read_settings().data_dir)
    print(keys.public)
    return 0


async def demo(arguments: Namespace) -> int:
    """Build the demo company, then say how to sign in as each role."""
    chosen = read_settings()
    if arguments.reset:
        reset(chosen)
    await migrate(chosen.database_url)
    async with database(chosen.database_url):
        if await is_empty():
            print(say(N_("Building Orvane, an invented company, and {n} weeks of its life."), {"n": arguments.weeks}))
            await build(chosen, arguments.weeks)
        elif not arguments.if_empty:
            print(say(N_("There is a company already. Use --reset to throw the demo away.")))
            return 2
        await _say_how(chosen)
    return 0


async def _say_how(chosen: Settings) -> None:
    print(say(N_("Sign in as (each link works once; `ricoche sign-in ADDRESS` makes another):")))
    for role, address, link in await show_roles(chosen):
        print(f"  {role:<9} {address:<34} {link}")
