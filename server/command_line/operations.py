"""`ricoche doctor`, `settings` and `vapid-keys`."""

from argparse import Namespace
from dataclasses import asdict

from server.command_line.output import Refusal, print_json, print_lines
from server.database import database
from server.doctor import as_json, examine
from server.messages import N_
from server.notifications.vapid import VapidKeysUnusable, ensure_vapid_keys
from server.people.queries import company
from server.settings import read_settings
from server.web.locale import say, speak

SECRETS = frozenset({"secret_keys", "smtp_url"})
NAMED_APART = {"run_worker": "worker"}


async def doctor(arguments: Namespace) -> int:
    """Examine everything; 1 when something differs."""
    async with database(read_settings().database_url, direct=True):
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
    """The settings in force, as one would set them."""
    shown = {name: value for name, value in asdict(read_settings()).items() if name not in SECRETS}
    shown["database_url"] = _without_password(str(shown["database_url"]))
    if arguments.json:
        print_json(shown)
    else:
        print_lines([f"RICOCHE_{NAMED_APART.get(name, name).upper()}={_set(value)}" for name, value in shown.items()])
    return 0


def _set(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    credentials, at, place = rest.rpartition("@")
    return f"{scheme}://{credentials.partition(':')[0]}{at}{place}"


def vapid_keys(arguments: Namespace) -> int:
    """The public key of push."""
    try:
        keys = ensure_vapid_keys(read_settings().data_dir)
    except VapidKeysUnusable as unusable:
        raise Refusal(say(N_("“{file}” holds no key that push can use."), {"file": str(unusable)})) from unusable
    print(keys.public)
    return 0
