"""Reads a page as somebody without JavaScript uses it: its words, its links, its forms and their buttons."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
from lxml import html

Element = Any  # lxml's own types are loose
Values = dict[str, str | list[str]]


@dataclass(frozen=True)
class Post:
    """One form as it was sent."""

    action: str
    values: Values


class Reader:
    """A browser without scripts: it keeps the page it is on, follows links and redirects, and sends forms."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self.client = client
        self.sent: list[Post] = []
        self.path, self.status = "", 0
        self._page: Element = html.document_fromstring("<p></p>")

    async def open(self, path: str) -> "Reader":
        """Go to an address of ours."""
        return await self._land(await self.client.get(path))

    async def follow(self, words: str) -> "Reader":
        """Press the link with these words in it."""
        return await self.open(self.link(words))

    def link(self, words: str) -> str:
        """Where the link with these words, or this label, leads."""
        for each in self._page.iter("a"):
            if words in text_of(each) or words in (each.get("aria-label") or ""):
                return path_of(each.get("href"))
        raise AssertionError(f"no link “{words}” on {self.path}")

    async def send(self, button: str, **changes: Any) -> "Reader":
        """Fill in the form that has this button, and press it."""
        pressed = self._button(button)
        form = next(each for each in pressed.iterancestors("form"))
        values = values_of(form)
        for name, value in changes.items():
            assert form.xpath(f".//*[@name='{name}']"), f"the form has no field {name}"
            values = {key: kept for key, kept in values.items() if key != name}
            if value is not None:
                values[name] = value
        if pressed.get("name"):
            values[pressed.get("name")] = pressed.get("value") or ""
        action = path_of(pressed.get("formaction") or form.get("action") or self.path)
        assert (form.get("method") or "get").lower() == "post"
        self.sent.append(Post(action, values))
        return await self._land(await self.client.post(action, data=values))

    def _button(self, words: str) -> Element:
        for each in self._page.xpath("//form//button[not(@hidden)]"):
            if each.get("type", "submit") == "submit" and words in text_of(each) + (each.get("aria-label") or ""):
                return each
        raise AssertionError(f"no button “{words}” on {self.path}")

    def field(self, name: str) -> str:
        """What a named or numbered field holds."""
        (found,) = self._page.xpath(f"//*[@id='{name}' or @name='{name}']")
        return _content(found)

    @property
    def words(self) -> str:
        """All that the page says."""
        (main,) = self._page.xpath("//body")
        return text_of(main)

    @property
    def heading(self) -> str:
        """Its title."""
        (found,) = self._page.xpath("//h1")
        return text_of(found)

    async def _land(self, response: httpx2.Response) -> "Reader":
        for _ in range(5):
            if response.status_code not in (302, 303):
                break
            response = await self.client.get(path_of(response.headers["location"]))
        self.path, self.status = response.url.raw_path.decode(), response.status_code
        self._page = html.document_fromstring(response.text)
        return self


def text_of(element: Element) -> str:
    """The words inside, in one line."""
    return " ".join(str(element.text_content()).replace("\u202f", " ").split())


def facts_on(page: Reader) -> dict[str, str]:
    """What the lists of terms and values on a page say."""
    terms, values = (page._page.xpath(f"//dl/{name}") for name in ("dt", "dd"))
    return {text_of(term): text_of(value) for term, value in zip(terms, values, strict=True)}


def path_of(address: str) -> str:
    """An address without its origin."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def values_of(form: Element) -> Values:
    """What the form would send, buttons left out."""
    values: Values = {}
    for each in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        if each.get("disabled") is not None or each.get("type") in ("submit", "button", "file"):
            continue
        if each.get("type") in ("checkbox", "radio") and each.get("checked") is None:
            continue
        _add(values, each.get("name"), _content(each))
    return values


def _add(values: Values, name: str, value: str) -> None:
    before = values.get(name)
    values[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]


def _content(each: Element) -> str:
    if each.tag == "textarea":
        return str(each.text_content()).removeprefix("\n")
    if each.tag == "select":
        chosen = each.xpath(".//option[@selected]") or each.xpath(".//option")[:1]
        return str(chosen[0].get("value") if chosen else "")
    return str(each.get("value") or ("on" if each.get("type") in ("checkbox", "radio") else ""))
