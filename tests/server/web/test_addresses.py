"""Which hosts count as public, in every notation known to lead elsewhere."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.web.addresses import is_public_address, is_public_url_host

NOT_PUBLIC = [
    *("0.0.0.0", "10.0.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.168.1.1"),
    *("100.64.0.1", "100.100.100.200", "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "fe80::1", "fc00::1", "fd00:ec2::254"),
    *("ff02::1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:a9fe:a9fe::", "2002:7f00:1::", "2001:0:1::1"),
    *("2001:db8::1", "fec0::1", "fe80::1%eth0", "2606:4700::1111%eth0"),
]
LOCAL_HOSTS = [
    *(
        "localhost",
        "LOCALHOST.",
        "router",
        "printer.local",
        "db.internal",
        "app.corp",
        "x.localhost",
        "x.lan",
    ),
    *("2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1.", "1.2.3", "017700000001"),
    *("", ".", "a..example", "-a.example", "a b.example", "a/b.example", "exa_mple.x" * 40),
    *("①②⑦.⓪.⓪.①", "127。0。0。1"),
]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_addresses_that_are_not_of_the_open_internet(text: str) -> None:
    assert not is_public_address(ip_address(text))
    assert not is_public_url_host(text)


@pytest.mark.parametrize("text", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2a01:e0a::1"])
def test_addresses_of_the_open_internet(text: str) -> None:
    assert is_public_address(ip_address(text))
    assert is_public_url_host(text)


@pytest.mark.parametrize("host", LOCAL_HOSTS)
def test_hosts_that_are_ours_or_nobodys(host: str) -> None:
    assert not is_public_url_host(host)


@pytest.mark.parametrize("host", ["site.example", "a.b.example.", "xn--bcher-kva.example", "4chan.example", "x.co"])
def test_names_that_may_be_public(host: str) -> None:
    assert is_public_url_host(host)


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_is_never_public(address: object) -> None:
    assert not is_public_address(ip_address(f"::ffff:{address}"))
    assert not is_public_address(ip_address(f"64:ff9b::{address}"))


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(host: str) -> None:
    assert is_public_url_host(host) in {True, False}
