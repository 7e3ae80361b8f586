"""The `ricoche` command: operators live here."""

import asyncio
import os
import sys
from collections.abc import Sequence

from server.command_line.arguments import parser
from server.command_line.commands import Command
from server.command_line.output import Refusal
from server.messages import N_
from server.settings import BadSetting
from server.web.locale import negotiate, say, speak


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did something useful, 2 with one sentence when it could not."""
    speak(negotiate(os.environ.get("RICOCHE_LANG"), _terminal_language()))
    chosen = parser().parse_args(arguments)
    command: Command = chosen.command
    try:
        result = command.load()(chosen)
        return asyncio.run(result) if asyncio.iscoroutine(result) else int(result)  # type: ignore[arg-type]
    except (Refusal, BadSetting) as refusal:
        return _refuse(str(refusal))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _refuse(_about_database(error))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _about_database(error: Exception) -> str:
    """What is wrong with the database; any other error is a fault of ours, and shown whole."""
    from server.database.config import BadDatabaseUrl
    from server.database.outages import is_away

    if isinstance(error, BadDatabaseUrl):
        return say(N_("RICOCHE_DATABASE_URL: “{url}” is not an address of a database."), {"url": str(error)})
    if not is_away(error):
        raise error
    why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return say(N_("The database cannot be used: {why}. “ricoche migrate” prepares it."), {"why": why})


def _terminal_language() -> str:
    """LANG is like fr_FR.UTF-8; an unset one means English, the language of terminals."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return "fr" if named.startswith("fr") else "en"


if __name__ == "__main__":
    sys.exit(main())
