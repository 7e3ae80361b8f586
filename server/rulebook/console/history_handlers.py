"""GET /console/rules/{id} and /console/rules/{id}/versions/{n}: what a rule says, said, and who changed it."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.messages import N_
from server.rulebook.clauses import Names
from server.rulebook.console.forms import PressForm
from server.rulebook.console.lines import rule_line
from server.rulebook.console.pages import RulePage, VersionPage, VersionRow
from server.rulebook.console.trail import trail_of
from server.rulebook.differences import Difference, differences
from server.rulebook.names import sentence_names
from server.rulebook.queries import RuleLine, VersionLine, rule_by_id
from server.rulebook.wording import after_parts, main_parts
from server.web.forms import blank
from server.web.locale import day, language, moment, number, say
from server.web.problems import NotFound
from server.web.rendering import show

IN_FORCE, COMING, OVER, NEVER = N_("In force"), N_("To come"), N_("Over"), N_("Replaced before its day")
SINCE_EVER, FROM, FROM_TO = N_("From the beginning"), N_("Since {start}"), N_("{start} to {end}")
FROM_EVER_TO, STARTS = N_("Until {end}"), N_("From {start} on")
BY, BY_BOTH, BY_RICOCHE = N_("by {author}"), N_("by {author}, approved by {approver}"), N_("rule of the start")
THE_BEGINNING = 1971


async def show_rule(request: Request) -> Response:
    """GET /console/rules/{id}"""
    line, now, names = await _line(request), clock.now(), await sentence_names()
    rule = line.shown(now).rule
    page = RulePage(
        id=line.id,
        label=line.label,
        line=rule_line(line, now, 0, names),
        main=main_parts(rule, names),
        after=after_parts(rule, names),
        versions=tuple(_row(line, version, now, names) for version in line.versions),
        trail=await trail_of(line.id),
        key=blank(PressForm).key,
    )
    return await show(request, page)


async def _line(request: Request) -> RuleLine:
    line = await rule_by_id(request.path_params["id"], language())
    if line is None:
        raise NotFound
    return line


def _row(line: RuleLine, version: VersionLine, now: datetime, names: Names) -> VersionRow:
    tag, kind = _tag(version, now)
    return VersionRow(
        number=version.rule.version,
        href=f"/console/rules/{line.id}/versions/{version.rule.version}",
        when=_when(version, now),
        tag=tag,
        tag_kind=kind,
        by=_by(version),
        changes=_changes(line, version, names),
    )


def _tag(version: VersionLine, now: datetime) -> tuple[str, str]:
    if version.is_empty:
        return say(NEVER), "off"
    if version.holds(now):
        return say(IN_FORCE), "moss"
    return (say(COMING), "acc") if version.active_from > now else (say(OVER), "off")


def _when(version: VersionLine, now: datetime) -> str:
    start = day(version.active_from)
    is_first = version.active_from.year < THE_BEGINNING
    if version.active_to is None or version.is_empty:
        if is_first:
            return say(SINCE_EVER)
        return say(STARTS if version.active_from > now else FROM, {"start": start})
    end = day(version.active_to)
    return say(FROM_EVER_TO, {"end": end}) if is_first else say(FROM_TO, {"start": start, "end": end})


def _by(version: VersionLine) -> str:
    if version.created_by is None:
        return say(BY_RICOCHE) if version.published_at is None else ""
    if version.approved_by is None:
        return say(BY, {"author": version.created_by})
    return say(BY_BOTH, {"author": version.created_by, "approver": version.approved_by})


def _changes(line: RuleLine, version: VersionLine, names: Names) -> tuple[Difference, ...]:
    """What it changed of the version before; the first one changed nothing."""
    before = next((each for each in line.versions if each.rule.version == version.rule.version - 1), None)
    if before is None:
        return ()
    return tuple(each for each in differences(before.rule.spec, version.rule.spec, names) if each.kind != "kept")


async def show_version(request: Request) -> Response:
    """GET /console/rules/{id}/versions/{n}"""
    line, now, names = await _line(request), clock.now(), await sentence_names()
    asked = request.path_params["n"]
    version = next((each for each in line.versions if str(each.rule.version) == asked), None)
    if version is None:
        raise NotFound
    page = VersionPage(
        id=line.id,
        label=line.label,
        number=version.rule.version,
        main=main_parts(version.rule, names),
        after=after_parts(version.rule, names),
        facts=tuple(_facts(version, now)),
        changes=_changes(line, version, names),
    )
    return await show(request, page)


def _facts(version: VersionLine, now: datetime) -> list[tuple[str, str]]:
    told = [
        (say(N_("State")), _tag(version, now)[0]),
        (say(N_("In force")), _when(version, now)),
        (say(N_("Written")), _by(version) or "–"),
    ]
    if version.published_at is not None:
        told.append((say(N_("Published")), moment(version.published_at)))
    if version.simulated and isinstance(version.simulated.get("points"), int):
        told.append((say(N_("Dry run over 90 days, points")), number(version.simulated["points"])))
    return told
