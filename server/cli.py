"""The `ricoche` command: operators live here."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from server.command_line.commands import COMMANDS, Command
from server.command_line.output import Refusal
from server.database.config import BadDatabaseUrl
from server.messages import N_
from server.settings import BadSetting
from server.web.locale import negotiate, say, speak


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did something useful, 2 with one sentence when it could not."""
    speak(negotiate(os.environ.get("RICOCHE_LANG"), _terminal_language()))
    chosen = parser().parse_args(arguments)
    command: Command = chosen.command
    try:
        result = command.run(chosen)
        return asyncio.run(result) if asyncio.iscoroutine(result) else int(result)  # type: ignore[arg-type]
    except (Refusal, BadSetting, BadDatabaseUrl) as refusal:
        print(str(refusal), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _terminal_language() -> str:
    """LANG is like fr_FR.UTF-8; an unset one means English, the language of terminals."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return "fr" if named.startswith("fr") else "en"


def parser() -> argparse.ArgumentParser:
    """All commands with their help, in the terminal's language."""
    top = argparse.ArgumentParser(
        prog="ricoche", description=say(N_("Employee advocacy and referral, hosted by yourself."))
    )
    below = top.add_subparsers(required=True, metavar=say(N_("command")))
    for command in COMMANDS:
        one = below.add_parser(command.name, help=say(command.help), description=say(command.help))
        for option in command.options:
            one.add_argument(*option.names, **option.spoken())
        one.set_defaults(command=command)
    return top


if __name__ == "__main__":
    sys.exit(main())
