"""Every command, its options, and where its work is written."""

import argparse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from server.messages import N_
from server.web.locale import say

MOST_WEEKS = 52
Run = Callable[[argparse.Namespace], Awaitable[int] | int]


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command."""

    names: tuple[str, ...]
    help: str
    how: dict[str, Any] = field(default_factory=dict)

    def spoken(self) -> dict[str, Any]:
        """As argparse wants it, with its help in the terminal's language."""
        return {**self.how, "help": say(self.help)}


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its name; `place` is the module of this folder and the function that does it."""

    name: str
    help: str
    place: str
    options: tuple[Option, ...] = ()

    def load(self) -> Run:
        """Only the chosen command's modules are read: an operator waits for nothing else."""
        module, _, function = self.place.partition(":")
        found: Run = getattr(import_module(f"server.command_line.{module}"), function)
        return found


def weeks(text: str) -> int:
    """A season's length."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WEEKS:
        raise argparse.ArgumentTypeError(say(N_("a number from 1 to {most}"), {"most": MOST_WEEKS}))
    return int(text)


FLAG = {"action": "store_true"}
DRY_RUN = Option(("--dry-run",), N_("say what would be kept, and line by line what would not; write nothing"), FLAG)
JSON = Option(("--json",), N_("answer in JSON"), FLAG)
FILE = Option(("file",), N_("a file"))
FILE_OR_URL = Option(("origin",), N_("a file or an address"))
TOPIC = Option(("--topic",), N_("the topic it belongs to, by its short name"))
URL = Option(("--url",), N_("the address of a page that was saved as a file"))

COMMANDS = (
    Command("serve", N_("migrate, then serve the application"), "serving:serve", (
        Option(("--port",), N_("port to listen on"), {"type": int}),
        Option(("--workers",), N_("number of processes (default 1)"), {"type": int, "default": 1}),
    )),
    Command("worker", N_("run side effects and chores, outside the web server"), "serving:work", (
        Option(("--once",), N_("run what is due, then stop"), FLAG),
    )),
    Command("migrate", N_("bring the database to the newest schema"), "serving:migrate_database"),
    Command("demo", N_("build the invented company Orvane and a season of its life"), "demo:demo", (
        Option(("--reset",), N_("throw the demo database away first"), FLAG),
        Option(("--weeks",), N_("how many weeks of activity (default 13)"), {"type": weeks, "default": 13}),
        Option(("--if-empty",), N_("do nothing when a company is there"), FLAG),
    )),
    Command("sign-in", N_("print a one-time sign-in link"), "people:sign_in", (
        Option(("address",), N_("an e-mail address")),
    )),
    Command("import-people", N_("import people and teams from a CSV file"), "imports:people", (FILE, DRY_RUN, JSON)),
    Command(
        "import-feed", N_("import articles from an RSS or Atom feed"), "imports:feed",
        (FILE_OR_URL, TOPIC, DRY_RUN, JSON),
    ),
    Command(
        "import-article", N_("import one article from its page"), "imports:article",
        (FILE_OR_URL, URL, TOPIC, DRY_RUN, JSON),
    ),
    Command(
        "import-openings", N_("import openings from a page, a feed, a board or a table"), "imports:openings",
        (FILE_OR_URL, DRY_RUN, JSON),
    ),
    Command(
        "vapid-keys", N_("print the public key that push uses, making the pair if needed"), "configuration:vapid_keys"
    ),
    Command("settings", N_("print the settings in force, secrets left out"), "configuration:settings", (JSON,)),
    Command("doctor", N_("recompute everything that can be, and name what differs"), "examination:doctor", (JSON,)),
    Command(
        "verify-ledger", N_("recompute the ledger and its chain of seals, and name the first bad transfer"),
        "examination:verify_ledger", (JSON,),
    ),
)  # fmt: skip
