"""People are never taken for robots; robots and previews are told from people."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sharing.user_agents import kind_of_agent, preview_network

ANDROID = "Mozilla/5.0 (Linux; Android {device}) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 {rest}"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
CHROME = "Chrome/124.0.6367.82 Mobile Safari/537.36"

PEOPLE = (
    IPHONE + "Version/17.5 Mobile/15E148 Safari/604.1",
    IPHONE + "Mobile/15E148",
    IPHONE + "CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1",
    IPHONE + "GSA/436.4.969249353 Mobile/15E148 Safari/604.1",
    IPHONE + "Mobile/15E148 [LinkedInApp]/9.29.1",
    IPHONE + "Mobile/15E148 [FBAN/FBIOS;FBAV/468.0.0.39;FBDV/iPhone14,9;FBMD/iPhone;FBSN/iOS;FBLC/fr_FR;FBOP/5]",
    IPHONE + "Mobile/15E148 Instagram 226.0.0.13.117 (iPhone10,2; iOS 15_5; fr_FR; scale=2.88; 1080x1920)",
    IPHONE + "Mobile/15E148 WhatsApp/24.9.79",
    IPHONE + "Mobile/15E148 Slack/24.04.10 Slack_iOS (iPhone 17.5)",
    IPHONE + "Mobile/15E148 SmartNews/23.4.1",
    IPHONE + "Mobile/15E148 Outlook-iOS/4.2",
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    ANDROID.format(device="10; K", rest=CHROME),
    ANDROID.format(device="10; CUBOT J9", rest=CHROME),
    ANDROID.format(device="7.0; CUBOT_NOTE_S Build/NRD90M; wv", rest=CHROME),
    ANDROID.format(device="12; Chainway ScanPro Build/SP1A; wv", rest=CHROME),
    ANDROID.format(device="12; edge radar (2022) Build/S3SHS32; wv", rest=CHROME),
    ANDROID.format(device="14; SM-A057G Build/UP1A; wv", rest=CHROME + " TwitterAndroid"),
    ANDROID.format(device="14; SM-A057G Build/UP1A; wv", rest=CHROME + " [FB_IAB/FB4A;FBAV/475.1.0.46.82;]"),
    ANDROID.format(
        device="14; Url X Build/UP1A; wv",
        rest=CHROME + " Instagram 324.0.0.27 Android (34/14; 420dpi; acme; Url X; fr_FR; 581020724)",
    ),
    ANDROID.format(device="15; K", rest=CHROME + " Telegram-Android/12.4.1 (Acme Tools; Android 15; SDK 35)"),
    "Mozilla/5.0 (Linux; arm_64; Android 12; Scan Tools X) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/118.0.5993.731 YaBrowser/23.11.1.128.00 SA/3 Mobile Safari/537.36",
    IPHONE + "Mobile/15E148 Mastodon/2023.12",
    ANDROID.format(device="9; T7; wv", rest=CHROME + " SogouMSE,SogouMobileBrowser/5.6.3"),
    "Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 "
    "Safari/537.36 Edg/124.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.38.115 "
    "Chrome/124.0.6367.60 Electron/30.0.1 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 "
    "Safari/605.1.15",
)

PREVIEWS = {
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)": "facebook",
    "meta-externalfetcher/1.1": "facebook",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "
    "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0": "imessage",
    "facebookexternalhit/1.1;line-poker/1.0": "line",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)": "linkedin",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)": "slack",
    "WhatsApp/2.23.20.0 A": "whatsapp",
    "WhatsApp/2.12.15/i": "whatsapp",
    "WhatsApp/2": "signal",
    "TelegramBot (like TwitterBot)": "telegram",
    "Twitterbot/1.0": "x",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)": "discord",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5": "skype",
    "Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.example/)": "mastodon",
    "http.rb/5.1.1 (Mastodon/4.2.8; +https://mastodon.example/)": "mastodon",
    "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.example)": "bluesky",
    "Viber/22.1": "viber",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)": "microsoft",
    "Mozilla/4.0 (compatible; ms-office; MSOffice 16)": "microsoft",
    "Google-Safety": "google",
}

ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 (Linux; Android 7.0; compatible; acmebot) AppleWebKit/537.36 (KHTML, like Gecko)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/124.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0 GTmetrix",
    "curl/8.5.0",
    "python-requests/2.31.0",
    "Go-http-client/2.0",
    "Wget/1.21",
    "Mozilla/5.0",
)


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_persons_browser_is_never_taken_for_a_robot(agent: str) -> None:
    assert kind_of_agent(agent) == "human"
    assert preview_network(agent) is None


@pytest.mark.parametrize(("agent", "network"), PREVIEWS.items())
def test_a_preview_names_its_network(agent: str, network: str) -> None:
    assert (kind_of_agent(agent), preview_network(agent)) == ("preview", network)


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_robot_is_known(agent: str) -> None:
    assert (kind_of_agent(agent), preview_network(agent)) == ("bot", None)


@pytest.mark.parametrize("agent", ["", " ", "\t", "-"])
def test_no_agent_is_empty(agent: str) -> None:
    assert kind_of_agent(agent) == "empty"


@given(st.text(max_size=1500))
def test_any_agent_has_one_kind_and_a_network_only_as_a_preview(agent: str) -> None:
    kind = kind_of_agent(agent)
    assert kind in {"human", "bot", "preview", "empty"}
    assert (kind == "preview") == (preview_network(agent) is not None)


def test_what_stands_far_behind_is_not_read() -> None:
    agent = PEOPLE[0] + " " * 1024
    assert kind_of_agent(agent + "Googlebot/2.1") == kind_of_agent(agent) == "human"


def test_real_agents(capsys: pytest.CaptureFixture[str]) -> None:
    folder = os.environ.get("RICOCHE_CORPUS")
    if not folder:
        pytest.skip("RICOCHE_CORPUS is not set: the real user agents are not read")
    people, robots = (_agents(Path(folder) / "useragents" / name) for name in ("humans.tsv", "bots.tsv"))
    lost = [agent for agent in people if kind_of_agent(agent) in ("bot", "preview")]
    missed = [agent for agent in robots if kind_of_agent(agent) == "human"]
    with capsys.disabled():
        print(f"\n{len(lost)} of {len(people)} people taken for robots, ", end="")
        print(f"{len(missed)} of {len(robots)} robots taken for people")
    assert people, "the corpus holds no people"
    assert lost == []
    assert len(missed) <= 0.03 * len(robots), missed


def _agents(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["user_agent"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
