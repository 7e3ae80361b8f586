"""Signatures, by the specification's own example and by what must not pass."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ats.standard_webhooks import Unsigned, headers_of, key_of, secret_text, signature, verified_id

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, SENT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
AT = datetime.fromtimestamp(SENT, UTC)
HEADERS = {"webhook-id": ID, "webhook-timestamp": str(SENT), "webhook-signature": SIGNED}
KEYS = (key_of(SECRET),)


def test_the_example_of_the_specification() -> None:
    assert signature(KEYS[0], ID, SENT, BODY) == SIGNED
    assert headers_of(KEYS, ID, AT, BODY) == HEADERS
    assert verified_id(KEYS, HEADERS, BODY, AT) == ID
    assert secret_text(KEYS[0]) == SECRET
    assert key_of(SECRET.removeprefix("whsec_")) == KEYS[0]


@given(st.binary(min_size=24, max_size=64), st.binary(min_size=24, max_size=64), st.binary(max_size=200))
def test_one_of_several_signatures_is_enough(old: bytes, new: bytes, body: bytes) -> None:
    both = headers_of((new, old), ID, AT, body)
    assert len(both["webhook-signature"].split()) == 2
    for keys in ((new,), (old,), (b"x" * 24, old)):
        assert verified_id(keys, both, body, AT) == ID
    assert key_of(secret_text(new)) == key_of(secret_text(new).rstrip("=")) == new


@pytest.mark.parametrize("seconds", [-300, -1, 0, 299, 300])
def test_five_minutes_are_tolerated(seconds: int) -> None:
    assert verified_id(KEYS, HEADERS, BODY, AT + timedelta(seconds=seconds)) == ID


@pytest.mark.parametrize(
    ("changes", "body", "late"),
    [
        ({}, b'{"test": 2432232315}', 0),
        ({}, BODY, 301),
        ({}, BODY, -301),
        ({"webhook-id": "msg_other"}, BODY, 0),
        ({"webhook-id": ""}, BODY, 0),
        ({"webhook-id": "m" * 257}, BODY, 0),
        ({"webhook-timestamp": str(SENT + 1)}, BODY, 0),
        ({"webhook-timestamp": "now"}, BODY, 0),
        ({"webhook-timestamp": "²"}, BODY, 0),
        ({"webhook-timestamp": "9" * 40}, BODY, 0),
        ({"webhook-signature": ""}, BODY, 0),
        ({"webhook-signature": SIGNED.removeprefix("v1,")}, BODY, 0),
        ({"webhook-signature": SIGNED.replace("v1,", "v1a,")}, BODY, 0),
        ({"webhook-signature": "é, v1,é"}, BODY, 0),
    ],
)
def test_what_does_not_pass(changes: dict[str, str], body: bytes, late: int) -> None:
    with pytest.raises(Unsigned):
        verified_id(KEYS, {**HEADERS, **changes}, body, AT + timedelta(seconds=late))


def test_nothing_passes_without_a_key_or_a_header() -> None:
    with pytest.raises(Unsigned):
        verified_id((), HEADERS, BODY, AT)
    with pytest.raises(Unsigned):
        verified_id(KEYS, {}, BODY, AT)


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_!!", "whsec_c2hvcnQ=", "whsec_" + "A" * 92, "é"])
def test_what_is_no_secret(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64|short"):
        key_of(text)
