"""The parser of all commands, in the terminal's language."""

import argparse

from server.command_line.commands import COMMANDS
from server.messages import N_
from server.web.locale import say

# What the standard library says itself: it looks these up through its own `_`, which is replaced by ours.
OF_THE_STANDARD_LIBRARY = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    argparse._ = say  # type: ignore[attr-defined]
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
