"""A browser's family is coarse: a kind of browser on a kind of system, nothing that tells two people apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.families import browser_family
from server.sharing.judged_visits import COLLEAGUE
from tests.server.sharing.test_user_agents import PEOPLE
from tests.support.sharing import ANDROID, IPHONE


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (ANDROID, "chrome-android"),
        (IPHONE, "safari-ios"),
        (IPHONE + " [LinkedInApp]/9.30.4711", "linkedin-ios"),
        (ANDROID.replace("; K)", "; K; wv)"), "webview-android"),
        (ANDROID + " EdgA/139.0", "edge-android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0", "firefox-linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36",
         "chrome-windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17.4 Safari/605", "safari-mac"),
        ("", "other-other"),
    ],
)  # fmt: skip
def test_family(agent: str, family: str) -> None:
    assert browser_family(agent) == family


@given(st.one_of(st.text(max_size=200), st.sampled_from(PEOPLE), st.text().map(lambda noise: ANDROID + noise)))
def test_a_family_holds_no_version_and_fits_its_column(agent: str) -> None:
    family = browser_family(agent)
    assert len(family) <= 24
    assert family != COLLEAGUE
    assert not any(character.isdigit() for character in family)


def test_people_have_several_families_and_each_one_is_known() -> None:
    families = {browser_family(agent) for agent in PEOPLE}
    assert len(families) > 8
    assert "other-other" not in families
