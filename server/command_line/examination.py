"""`ricoche doctor`."""

from argparse import Namespace

from server.command_line.output import print_json, print_lines
from server.database import database
from server.doctor import as_json, examine
from server.people.queries import company
from server.settings import read_settings
from server.web.locale import speak


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
