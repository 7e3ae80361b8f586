"""Who may call what of HR's side of people; strangers' ids, wrong methods, step-up."""

import pytest
from starlette.types import ASGIApp

from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person

PEOPLE = "/console/people"
# method, path, the least role, whether a fresh code is asked for
ROUTES = [
    ("GET", "/console", "editor", False),
    ("GET", PEOPLE, "hr", False),
    ("GET", f"{PEOPLE}/{{id}}", "hr", False),
    ("POST", f"{PEOPLE}/{{id}}/role", "hr", True),
    ("POST", f"{PEOPLE}/{{id}}/departure", "hr", True),
    ("POST", f"{PEOPLE}/{{id}}/departure/removal", "hr", True),
    ("POST", f"{PEOPLE}/invitations", "hr", False),
    ("POST", f"{PEOPLE}/cards", "hr", True),
    ("GET", f"{PEOPLE}/imports", "hr", True),
    ("POST", f"{PEOPLE}/imports", "hr", True),
    ("GET", f"{PEOPLE}/imports/{{id}}", "hr", True),
    ("POST", f"{PEOPLE}/imports/{{id}}/confirmation", "hr", True),
    ("POST", f"{PEOPLE}/imports/{{id}}/deletion", "hr", True),
    ("GET", f"{PEOPLE}/imports/{{id}}/refused.csv", "hr", True),
    ("GET", "/console/settings", "hr", True),
    ("POST", "/console/settings", "hr", True),
    ("GET", "/console/settings/legal", "hr", True),
    ("POST", "/console/settings/legal", "hr", True),
]
LADDER = ("employee", "lead", "editor", "hr", "admin")


@pytest.mark.parametrize(("method", "path", "least", "step_up"), ROUTES)
async def test_the_matrix(app: ASGIApp, method: str, path: str, least: str, step_up: bool) -> None:
    await company()
    path = path.format(id="01890000-0000-7000-8000-000000000000")
    stranger = await browser(app).request(method, path)
    assert stranger.status_code in (303, 401)
    for role in LADDER:
        asker = await person(role, role=role)
        answer = await (await as_person(browser(app), asker)).request(method, path)
        if LADDER.index(role) < LADDER.index(least):
            assert (answer.status_code, role) == (403, role)
            assert "Your role" in answer.text
        elif step_up:
            assert answer.status_code == 403
            assert "/step-up" in answer.text
        else:
            assert answer.status_code in (200, 303, 404, 422), role
    hr = await person("other", role="hr")
    answer = await (await as_person(browser(app), hr, stepped_up=True)).request(method, path)
    assert answer.status_code in (200, 303, 404, 422)
    if "{id}" not in path and "0000" in path and not path.endswith("deletion"):
        assert answer.status_code in (404, 422)


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, *_ in ROUTES if "{id}/" in path])
async def test_the_wrong_method(app: ASGIApp, method: str, path: str) -> None:
    await company()
    hr = await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)
    other = "GET" if method == "POST" else "POST"
    assert (await hr.request(other, path.format(id="x"))).status_code == 405


async def test_the_console_opens_on_the_first_room(app: ASGIApp) -> None:
    await company()
    for role, room in (("editor", "/console/posts"), ("hr", PEOPLE), ("admin", PEOPLE)):
        answer = await (await as_person(browser(app), await person(role, role=role))).get("/console")
        assert answer.headers["location"] == room


async def test_another_colleagues_draft_is_nobodys(app: ASGIApp) -> None:
    await company()
    mine = await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)
    theirs = await as_person(browser(app), await person("helga", role="admin"), stepped_up=True)
    file = {"file": ("a.csv", b"Nom;E-mail\nAna Brun;ana@orvane.example\n", "text/csv")}
    path = (await mine.post(f"{PEOPLE}/imports", files=file)).headers["location"]
    assert (await mine.get(path)).status_code == 200
    for method, more in (("GET", ""), ("POST", "/confirmation"), ("GET", "/refused.csv")):
        assert (await theirs.request(method, path + more)).status_code == 404
    await theirs.post(f"{path}/deletion")
    assert (await mine.get(path)).status_code == 200
