"""Three stylesheets, everybody's, the console's and the candidate's: files of static/css, in order and tight."""

import re
from functools import cache
from pathlib import Path

CSS_FOLDER = Path(__file__).resolve().parents[2] / "static" / "css"
ORDER = (
    "fonts.css",
    "tokens.css",
    "reset.css",
    "base.css",
    "layout.css",
    "components/text.css",
    "components/art.css",
    "components/bar.css",
    "components/tabs.css",
    "components/buttons.css",
    "components/surfaces.css",
    "components/tags.css",
    "components/avatars.css",
    "components/forms.css",
    "components/lists.css",
    "components/tables.css",
    "components/progress.css",
    "components/sheet.css",
    "components/states.css",
    "components/prose.css",
    "screens/signin.css",
    "screens/feed.css",
    "screens/share.css",
    "screens/award.css",
    "screens/me.css",
    "screens/badge.css",
    "screens/together.css",
    "screens/settings.css",
    "screens/public.css",
    "screens/openings.css",
    "screens/referrals.css",
    "screens/gifts.css",
    "screens/orders.css",
    "utilities.css",
    "preferences.css",
)
CONSOLE = (
    "screens/console.css",
    "screens/rules.css",
    "screens/console_editor.css",
    "screens/dry_run.css",
    "screens/pipeline.css",
    "screens/bonuses.css",
    "screens/gift_console.css",
    "screens/gift_orders.css",
    "screens/gift_money.css",
)  # for those who work at a desk: no phone of an employee loads it
CANDIDATE = ("screens/candidate.css",)  # the public page of an opening, its form, and the page after it
SHEETS = {"ricoche": ORDER, "console": CONSOLE, "candidate": CANDIDATE}


@cache
def stylesheet(sheet: str = "ricoche") -> bytes:
    """One of the sheets, whole; its addresses read url("/static/...") for the caller to put versions in."""
    sources = [(CSS_FOLDER / name).read_text(encoding="utf-8") for name in SHEETS[sheet]]
    return compact("\n".join(sources)).encode()


def compact(css: str) -> str:
    """Drop comments, line breaks and the spaces that separate nothing."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    on_one_line = re.sub(r"\s+", " ", without_comments)
    tight = re.sub(r" ?([{};,]) ?", r"\1", on_one_line)
    # A colon after a word and before a space ends a property name; a selector never has that space.
    return re.sub(r"(?<=[\w-]): ", ":", tight).replace(";}", "}").strip()
