"""The component macros: right without JavaScript, nothing inline, every icon in the sprite."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server import drawing

ROOT = Path(__file__).resolve().parents[3]
SPRITE = set(re.findall(r'<symbol id="i-([\w-]+)"', (ROOT / "static/icons/icons.svg").read_text(encoding="utf-8")))
POST = SimpleNamespace(
    id="a1",
    href="/posts/a1",
    title="Six mois à Nantes",
    excerpt="Sans filtre.",
    meta="Hier",
    topic="Veille",
    topic_icon="binoculars",
    image="/covers/a1.svg",
    colleagues=["Inès", "Thomas"],
    colleague_count=12,
    points=15,
    saved=False,
    save_href="/posts/a1/bookmark",
    share_href="/posts/a1/share",
)


def environment() -> Environment:
    """The macros with the globals they need."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(num=str, typo=str)
    made.globals.update(asset=lambda path: f"/static/1/{path}", drawing=drawing)
    made.globals.update(say=lambda text, values=(): text, say_many=lambda one, many, n: many)
    made.globals["ui"] = made.get_template("components/ui.html").module
    return made


def render(source: str, **values: Any) -> str:
    """One expression of a template."""
    return environment().from_string(source).render(values)


CHALLENGE = SimpleNamespace(
    slug="s", title="T", seal="cairn", state="closed", total=5, shown=5, goal=10, of_goal="shares of 10", mine=2,
    counts="shares", points=5, outcome="O", thanks="Thank you", masked="", in_short="", first_day="",
    is_personal=True, has_joined=False, is_reached=True, is_mine_reached=False, is_over=False, is_coming=False,
    is_budget_over=True,
)  # fmt: skip
EVERYTHING = (
    "{{ ui.challenge_progress(challenge) }}{{ ui.challenge_entry(challenge, 'k') }}",
    "{{ ui.challenge_line(challenge, 'k') }}{{ ui.challenge_past(challenge) }}",
    "{{ ui.logo() }}",
    "{{ ui.points_chip(1240, oob=true) }}{{ ui.points(-5) }}{{ ui.points(0) }}{{ ui.tag('T', 'sun', 'clock') }}",
    "{{ ui.avatar('Camille Renaud', 'lg') }}{{ ui.avatars(['A', 'B']) }}{{ ui.badge('cairn', 'Cairn') }}",
    "{{ ui.progress(1, 2, 'half') }}{{ ui.bubble(26.4, 'you') }}",
    "{{ ui.button('B') }}{{ ui.button('B', '/x', 'line', 'gift') }}{{ ui.icon_button('Close', 'x') }}",
    "{{ ui.page_bar('T', '/back') }}{{ ui.page_bar('T', sub='S') }}{% call ui.page_bar() %}x{% endcall %}",
    "{{ ui.tab_bar('feed') }}{{ ui.segmented('S', [('a', '/a', true)]) }}{{ ui.chips('C', [('a', '/a', false)]) }}",
    "{{ ui.language_switch([('fr', '?lang=fr', true)]) }}{{ ui.form_key('k') }}",
    "{{ ui.field('L', 'n', 'v', 'e', 'h') }}{{ ui.code_field('Code') }}{{ ui.file_field('F', 'f', '.csv') }}",
    "{{ ui.textarea('L', 't') }}{{ ui.select('L', 's', [('a', 'A')], 'a') }}{{ ui.checkbox('L', 'c', error='e') }}",
    "{{ ui.radios('L', 'r', [('a', 'A')], 'a') }}{{ ui.choice('L', 'o', [('a', 'A')]) }}",
    "{{ ui.switch('L', 'w', true, 'h') }}{{ ui.switch_form('/x', 'L', 'w', false, key='k') }}",
    "{{ ui.error_summary({'n': 'e'}) }}{{ ui.section_head('T', '/a', 'L') }}{{ ui.note('N', 'sun', 'info') }}",
    "{{ ui.list_item('T', 'm', 'gift', href='/a') }}{{ ui.toast('T', href='/a', link='L') }}{{ ui.stat('L', 1) }}",
    "{{ ui.empty_state('T', 'x', '/a', 'L') }}{{ ui.trio([('a', 1)]) }}{{ ui.facts([('a', 1)]) }}",
    "{{ ui.copy_field('https://a.example', 'Link', 'Copied') }}{{ ui.streak_panel('H', 'S', 3) }}",
    "{{ ui.bookmark('/b', true, 'T') }}{{ ui.post_card(post) }}{{ ui.skeleton_card('Loading') }}",
)


@pytest.mark.parametrize("source", EVERYTHING)
def test_nothing_is_inline_and_every_icon_exists(source: str) -> None:
    """No style, no handler, no script; icons come from the sprite."""
    html = render(source, post=POST, challenge=CHALLENGE)
    assert not re.search(r"\sstyle=|\son\w+=|<script|javascript:", html)
    assert set(re.findall(r"#i-([\w-]+)", html)) <= SPRITE


def test_every_macro_is_looked_at_here() -> None:
    """A new macro joins the list above."""
    exported = set(re.findall(r"{% set (\w+) =", (ROOT / "templates/components/ui.html").read_text(encoding="utf-8")))
    assert exported - {"icon", "mark"} == set(re.findall(r"ui\.(\w+)\(", "".join(EVERYTHING)))


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    """Pages name icons by literal strings."""
    for path in (ROOT / "templates").rglob("*.html"):
        named = re.findall(r"""\bicon\(["']([\w-]+)["']""", path.read_text(encoding="utf-8"))
        assert set(named) <= SPRITE, path


def test_a_wrong_field_says_so_to_everybody() -> None:
    """The error is tied to the field, shown in words, and the value is kept."""
    html = render("{{ ui.field('E-mail', 'email', 'lea@', error='Incomplete.', hint='At work.') }}")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="email-hint email-error"' in html
    assert 'id="email-error"' in html
    assert 'value="lea@"' in html
    assert '<label for="email">' in html


def test_the_summary_leads_to_the_fields() -> None:
    """One link per error; nothing without errors."""
    html = render("{{ ui.error_summary({'email': 'Incomplete.', 'name': 'Missing.'}) }}")
    assert re.findall(r'href="#(\w+)"', html) == ["email", "name"]
    assert "2 things to correct" in html
    assert render("{{ ui.error_summary({}) }}").strip() == ""


def test_a_switch_works_without_javascript() -> None:
    """It stands in a form with a button."""
    html = render("{{ ui.switch_form('/settings/x', 'Visible', 'visible', true, key='k1') }}")
    assert 'method="post" action="/settings/x"' in html
    assert 'role="switch"' in html
    assert 'name="form_key" value="k1"' in html
    assert '<button class="btn tonal sm nojs mt-2" type="submit">' in html


def test_text_is_escaped() -> None:
    """What people typed never becomes markup."""
    evil = "<img src=x onerror=alert(1)>"
    html = render("{{ ui.list_item(t, t) }}{{ ui.field(t, 'n', t, t) }}{{ ui.tag(t) }}{{ ui.avatar(t) }}", t=evil)
    assert "<img" not in html


def test_only_the_current_tab_is_filled() -> None:
    """Tabs appear with their feature."""
    html = render("{{ ui.tab_bar('me') }}")
    assert re.findall(r'href="([^"]+)"( aria-current="page")?>', html) == [
        ("/feed", ""),
        ("/challenges", ""),
        ("/me", ' aria-current="page"'),
    ]
    assert html.count("-fill") == 1


def test_the_first_card_is_not_lazy() -> None:
    """The picture on screen first is asked for at once."""
    assert 'fetchpriority="high"' in render("{{ ui.post_card(post, eager=true) }}", post=POST)
    assert 'loading="lazy"' in render("{{ ui.post_card(post) }}", post=POST)
