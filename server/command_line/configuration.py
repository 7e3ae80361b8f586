"""`ricoche settings` and `vapid-keys`: what the environment and the data folder decide, without a database."""

from argparse import Namespace
from dataclasses import asdict

from server.command_line.output import Refusal, print_json, print_lines
from server.messages import N_
from server.settings import read_settings
from server.web.locale import say

SECRETS = frozenset({"secret_keys", "smtp_url"})
NAMED_APART = {"run_worker": "worker"}


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
    from server.notifications.vapid import VapidKeysUnusable, ensure_vapid_keys

    try:
        keys = ensure_vapid_keys(read_settings().data_dir)
    except VapidKeysUnusable as unusable:
        raise Refusal(say(N_("“{file}” holds no key that push can use."), {"file": str(unusable)})) from unusable
    print(keys.public)
    return 0
