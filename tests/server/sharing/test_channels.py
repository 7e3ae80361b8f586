"""Each channel opens with the text and the link a person wrote, unharmed by the way."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.channels import (
    Channel,
    ShareData,
    opening,
    pays_for_posts,
    room_left,
    traits,
    with_link,
)
from server.sharing.hosts import HostNameError, host_name

URL = "https://ricoche.example/s/b2c3d4f5g6h7j8k9"
TEXT = 'Été à l’œuvre & ça roule ?\n100 % #vrai + simple = 👩🏽‍💻🎉 <b>"{text}"</b>'
SERVER = "piaille.example"
PREFILLED = (Channel.X, Channel.WHATSAPP, Channel.TELEGRAM, Channel.MASTODON, Channel.EMAIL, Channel.SMS)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200)


def read(href: str) -> dict[str, str]:
    """Read an address as the receiving page or app does."""
    query = urlsplit(href).query.removeprefix("&")
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}


def received(channel: Channel, text: str, url: str = URL) -> dict[str, str]:
    href = opening(channel, text, url, mastodon_server=SERVER, subject="À lire & à dire").href
    assert href is not None
    return read(href)


def test_every_channel_has_its_traits_and_opens() -> None:
    for channel in Channel:
        assert traits(channel).label
        assert opening(channel, TEXT, URL, mastodon_server=SERVER).mode == traits(channel).mode


def test_posts_are_not_paid_where_the_network_forbids_it() -> None:
    assert {c for c in Channel if not pays_for_posts(c)} == {Channel.FACEBOOK, Channel.INSTAGRAM}


@pytest.mark.parametrize(
    ("channel", "start"),
    [
        (Channel.LINKEDIN, "https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2F"),
        (Channel.FACEBOOK, "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2F"),
        (Channel.X, "https://x.com/intent/post?text=%C3%89t%C3%A9%20"),
        (Channel.WHATSAPP, "https://wa.me/?text=%C3%89t%C3%A9%20"),
        (Channel.TELEGRAM, "https://t.me/share/url?url=https%3A%2F%2F"),
        (Channel.MASTODON, "https://piaille.example/share?text=%C3%89t%C3%A9%20"),
        (Channel.EMAIL, "mailto:?subject=&body=%C3%89t%C3%A9%20"),
        (Channel.SMS, "sms:?&body=%C3%89t%C3%A9%20"),
    ],
)
def test_addresses_are_those_the_networks_take(channel: Channel, start: str) -> None:
    href = opening(channel, TEXT, URL, mastodon_server=SERVER).href
    assert href is not None
    assert href.startswith(start)
    assert href.isascii()
    assert not set(href) & set(' +\n"<>{}#')


@given(texts)
def test_x_and_telegram_take_text_and_link_apart(text: str) -> None:
    for channel in (Channel.X, Channel.TELEGRAM):
        assert received(channel, text) == {"text": text, "url": URL}


@given(texts)
def test_other_prefilled_channels_take_the_link_last(text: str) -> None:
    whole = f"{text}\n{URL}" if text else URL
    assert received(Channel.WHATSAPP, text) == received(Channel.MASTODON, text) == {"text": whole}
    assert received(Channel.SMS, text) == {"body": whole}
    assert received(Channel.EMAIL, text) == {
        "subject": "À lire & à dire",
        "body": whole.replace("\n", "\r\n"),
    }


@pytest.mark.parametrize("channel", PREFILLED)
def test_accents_ampersands_lines_and_emojis_arrive(channel: Channel) -> None:
    got = received(channel, TEXT)
    assert TEXT in (got.get("text") or got["body"]).replace("\r\n", "\n")
    assert "".join(got.values()).count(URL) == 1


@pytest.mark.parametrize(("channel", "name"), [(Channel.LINKEDIN, "url"), (Channel.FACEBOOK, "u")])
def test_dialogs_take_the_link_alone_and_the_text_is_copied(channel: Channel, name: str) -> None:
    way = opening(channel, TEXT, URL + "?a=1&b=2")
    assert way.href is not None
    assert read(way.href) == {name: URL + "?a=1&b=2"}
    assert (way.copied, way.copies_text, way.share_data) == (TEXT, True, None)


@pytest.mark.parametrize("channel", [Channel.SYSTEM, Channel.INSTAGRAM])
def test_the_share_sheet_gets_both_and_a_copy_stands_in_for_it(channel: Channel) -> None:
    way = opening(channel, TEXT, URL)
    assert (way.mode, way.href, way.share_data) == ("system", None, ShareData(TEXT, URL))
    assert way.copied == f"{TEXT}\n{URL}"


def test_copying_and_the_code_open_nothing() -> None:
    copy, code = opening(Channel.COPY, TEXT, URL), opening(Channel.QR, TEXT, URL)
    assert (copy.mode, copy.href, copy.copied) == ("none", None, f"{TEXT}\n{URL}")
    assert (code.mode, code.href, code.copied, code.copies_text) == ("none", None, None, False)


@given(st.sampled_from(Channel), texts)
def test_the_link_is_put_in_once(channel: Channel, text: str) -> None:
    once = with_link(channel, text, URL)
    assert with_link(channel, once, URL) == once
    assert once.count(URL) == (1 if traits(channel).link_in_text else 0)
    assert room_left(channel, once, URL) == room_left(channel, text.strip(), URL)


@pytest.mark.parametrize(
    ("channel", "text", "left"),
    [
        (Channel.X, "", 280 - 23),
        (Channel.X, "a" * 256, 0),
        (Channel.X, "é" * 257, -1),
        (Channel.X, "界" * 128, 0),
        (Channel.X, "a’" * 128, 0),
        (Channel.X, "🎉" * 129, -2),
        (Channel.MASTODON, "é" * 476, 0),
        (Channel.MASTODON, f"{'é' * 476}\n{URL}", 0),
        (Channel.SMS, "a" * 500, 459 - 501 - len(URL)),
    ],
)
def test_room_is_counted_as_the_network_counts(channel: Channel, text: str, left: int) -> None:
    assert room_left(channel, text, URL) == left


@pytest.mark.parametrize("url", [URL, URL * 4])
def test_a_long_link_costs_no_more_where_links_are_shortened(url: str) -> None:
    assert room_left(Channel.X, "mots", url) == 280 - 23 - 5


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("piaille.example", "piaille.example"),
        ("  Piaille.Example ", "piaille.example"),
        ("https://piaille.example/", "piaille.example"),
        ("@ada@piaille.example", "piaille.example"),
        ("ada@social.piaille.example", "social.piaille.example"),
        ("forêt.example", "xn--fort-ipa.example"),
    ],
)
def test_a_server_is_read_as_people_type_it(typed: str, host: str) -> None:
    assert host_name(typed) == host
    assert opening(Channel.MASTODON, "mots", URL, typed).href == (
        f"https://{host}/share?text=mots%0Ahttps%3A%2F%2Fricoche.example%2Fs%2Fb2c3d4f5g6h7j8k9"
    )


@pytest.mark.parametrize(
    "typed",
    [
        None,
        "",
        "localhost",
        "192.0.2.1",
        "[2001:db8::1]",
        "piaille.example:8080",
        "piaille.example/evil?x=",
        "piaille.example#",
        "javascript:alert(1)",
        "//evil.example",
        "a b.example",
        "-piaille.example",
        "piaille..example",
        "x" * 64 + ".example",
        ".".join(["abcdefgh"] * 40),
        "user:pass@piaille.example",
        "piaille.example\nevil.example",
        "\ud800.example",
    ],
)
def test_what_is_no_server_is_refused(typed: str | None) -> None:
    with pytest.raises(HostNameError):
        opening(Channel.MASTODON, "mots", URL, typed)


@given(st.text("ab1.-:/@?#%é\\ \n", max_size=8).map(lambda start: start + ".example") | st.text(max_size=40))
def test_an_accepted_server_is_the_host_of_the_address(typed: str) -> None:
    try:
        host = host_name(typed)
    except HostNameError:
        return
    parts = urlsplit(f"https://{host}/share")
    assert (parts.netloc, parts.hostname, parts.path) == (host, host, "/share")
