"""`ricoche import-people`, `import-feed`, `import-article` and `import-openings`."""

from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path

from server.command_line.output import Refusal, print_json, print_lines
from server.content.command_line import import_article_file, import_feed_file
from server.content.reports import ImportReport, sentence
from server.database import database
from server.database.migrate import migrate
from server.listeners import register_listeners
from server.messages import N_
from server.openings.command_line import import_openings_file
from server.openings.import_reports import OpeningsReport
from server.people.import_report import PeopleReport
from server.people.importing import import_people
from server.people.queries import company
from server.settings import read_settings
from server.tables.remarks import worded
from server.web.locale import language, say, speak


async def feed(arguments: Namespace) -> int:
    """Import a feed."""
    return await _content(arguments, import_feed_file(arguments.origin, arguments.topic, dry_run=arguments.dry_run))


async def article(arguments: Namespace) -> int:
    """Import one page."""
    return await _content(
        arguments,
        import_article_file(arguments.origin, arguments.topic, url=arguments.url, dry_run=arguments.dry_run),
    )


async def _content(arguments: Namespace, reading: Awaitable[ImportReport]) -> int:
    async with _open():
        report = await reading
    refusals = [sentence(each) for each in report.refused]
    if arguments.json:
        kept = [{"title": each.title, "url": each.url} for each in report.kept]
        print_json({"title": report.title, "kept": kept, "known": report.known, "refused": refusals})
    elif not report.is_refused:
        print_lines([f"+ {each.title}" for each in report.kept] + [f"- {each}" for each in refusals])
        print(_summary(len(report.kept), len(refusals), report.known, arguments.dry_run))
    if report.is_refused:
        raise Refusal(refusals[0])
    return 0


async def openings(arguments: Namespace) -> int:
    """Import openings."""
    async with _open():
        report = await import_openings_file(arguments.origin, dry_run=arguments.dry_run)
    if arguments.json:
        print_json(report.as_dict())
    elif not report.is_refused:
        _print_openings(report, arguments.dry_run)
    if report.is_refused:
        raise Refusal(report.sentences()[0])
    return 0


def _print_openings(report: OpeningsReport, dry_run: bool) -> None:
    signs = {"created": "+", "reopened": "+", "updated": "~", "unchanged": "="}
    print_lines([f"{signs[done]} {each.title} · {each.place or each.remote}" for done, each in report.rows()])
    print_lines([f"- {each}" for each in report.sentences()] + [f"! {each.said()}" for each in report.notes])
    if report.closed:
        print(say(N_("Closed, gone from their source: {titles}"), {"titles": ", ".join(report.closed)}))
    print(f"{say(N_('Nothing was written.'))} {report.summary()}" if dry_run else report.summary())


async def people(arguments: Namespace) -> int:
    """Import a people file."""
    async with _open():
        report = await import_people(_bytes(arguments.file), Path(arguments.file).name, dry_run=arguments.dry_run)
    if arguments.json:
        print_json(report.as_dict())
    elif not report.is_refused:
        _print_people(report, arguments.dry_run)
    if report.is_refused:
        raise Refusal(report.sentences()[0])
    return 0


def _print_people(report: PeopleReport, dry_run: bool) -> None:
    print_lines([f"+ {name}" for name in report.created] + [f"~ {name}" for name in report.updated])
    print_lines([f"- {each}" for each in report.sentences()] + [f"! {worded(each)}" for each in report.notes])
    if report.leavers:
        print(say(N_("Left the company, listed and not created: {names}"), {"names": ", ".join(report.leavers)}))
    if report.ignored:
        print(say(N_("Columns ignored and not kept: {names}"), {"names": ", ".join(report.ignored)}))
    known = len(report.updated) + len(report.unchanged)
    print(_summary(len(report.created), len(report.refused), known, dry_run))


def _summary(kept: int, refused: int, known: int, dry_run: bool) -> str:
    values = {"kept": kept, "refused": refused, "known": known}
    if dry_run:
        return say(N_("Nothing was written. New: {kept}, known: {known}, refused: {refused}."), values)
    return say(N_("New: {kept}, known: {known}, refused: {refused}."), values)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refusal(say(N_("“{file}” cannot be read: {why}."), {"file": name, "why": error.strerror})) from error


@asynccontextmanager
async def _open() -> AsyncIterator[None]:
    settings = read_settings()
    await migrate(settings.database_url)
    async with database(settings.database_url, direct=True):
        register_listeners(settings)
        profile = await company()
        if profile:
            speak(language(), profile.zone)
        yield
