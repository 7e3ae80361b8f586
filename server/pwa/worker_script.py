"""The service worker's first lines: which release it is and what it brings in, the same for everybody."""

import hashlib
import json
from functools import cache, lru_cache

from server.settings import PRODUCT_NAME, ROOT
from server.web.assets import STATIC, asset, stylesheet_address, version, worker_address
from server.web.locale import LOCALES

OFFLINE = "/offline"
ICON, BADGE = "icons/icon-192.png", "icons/badge-96.png"
_FILES = (
    "vendor/htmx.min.js", "icons/icons.svg", "icons/logo.svg", "icons/favicon.svg", ICON, BADGE,
    "fonts/figtree.woff2", "fonts/bricolage-grotesque.woff2",
)  # fmt: skip


@lru_cache(maxsize=8)
def worker_script(theme: str, push_key: str) -> str:
    """The module at /service-worker.js: it starts the worker of this release."""
    config = {
        "version": release(theme),
        "precache": precache(theme),
        "name": PRODUCT_NAME,
        "icon": asset(ICON),
        "badge": asset(BADGE),
        "pushKey": push_key,
    }
    return f'import {{ start }} from "{worker_address()}";\nstart({json.dumps(config, indent=1)});\n'


def precache(theme: str) -> list[str]:
    """What a page needs to stand without network, by the very addresses that pages use."""
    modules = sorted(path.relative_to(STATIC).as_posix() for path in (STATIC / "js").glob("*.js"))
    return [OFFLINE, stylesheet_address(), theme, *(asset(path) for path in (*modules, *_FILES))]


def release(theme: str) -> str:
    """Changes with any file that is served or shapes the offline page."""
    return hashlib.sha256(f"{version()} {_templates()} {theme}".encode()).hexdigest()[:12]


@cache
def _templates() -> str:
    digest = hashlib.sha256()
    for folder, pattern in ((ROOT / "templates", "*.html"), (LOCALES, "*.po")):
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
