"""Who opens a link: phones, desktops, preview fetchers and robots, at addresses kept for documentation."""

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_network
from random import Random

DOCUMENTATION_V4 = ("192.0.2", "198.51.100", "203.0.113")
DOCUMENTATION_V6 = ip_network("2001:db8::/32")

# The network's own fetcher, where it has one that reads pages from a server or from the sender's phone.
PREVIEWS = {
    "linkedin": "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "whatsapp": "WhatsApp/2.24.20.89 A",
    "telegram": "TelegramBot (like TwitterBot)",
    "x": "Twitterbot/1.0",
    "mastodon": "Mastodon/4.3.8 (http.rb/5.2.0; +https://vague.example/) Bot",
}
ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "curl/8.5.0",
    "python-requests/2.32.3",
)
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS {major}_{minor} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0"
# Each with its weight: people open such links on a phone, in the morning and at lunch.
BROWSERS = (
    (30, _IPHONE + " Version/{major}.{minor} Mobile/15E148 Safari/604.1"),
    (12, _IPHONE + " Mobile/15E148 [LinkedInApp]/9.30.{build}"),
    (28, "Mozilla/5.0 (Linux; Android 10; K) " + _CHROME + " Mobile Safari/537.36"),
    (6, "Mozilla/5.0 (Android 14; Mobile; rv:{firefox}.0) Gecko/{firefox}.0 Firefox/{firefox}.0"),
    (14, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + _CHROME + " Safari/537.36"),
    (5, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + _CHROME + " Safari/537.36 Edg/{chrome}.0.0.0"),
    (5, "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + _CHROME + " Safari/537.36"),
    (4, "Mozilla/5.0 (X11; Linux x86_64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0"),
)


@dataclass(slots=True)
class Crowd:
    """Hands out visitors; no two of them share an IPv6 network, so that each counts once."""

    rng: Random
    networks: set[int] = field(default_factory=set)

    def address(self) -> str:
        """An address that belongs to nobody: three in five are IPv6."""
        if self.rng.random() < 0.4:
            return f"{self.rng.choice(DOCUMENTATION_V4)}.{self.rng.randrange(1, 255)}"
        return str(IPv6Address(int(DOCUMENTATION_V6.network_address) | self._network() << 64 | self._host()))

    def browser(self) -> str:
        """The user agent of a person's phone or computer."""
        weights, agents = zip(*BROWSERS, strict=True)
        return str(self.rng.choices(agents, weights=weights)[0]).format(
            major=self.rng.choice((17, 18, 26)),
            minor=self.rng.randrange(7),
            build=self.rng.randrange(1000, 9999),
            chrome=self.rng.randrange(138, 149),
            firefox=self.rng.randrange(140, 152),
        )

    def robot(self) -> str:
        """The user agent of something that is nobody."""
        return self.rng.choice(ROBOTS)

    def _network(self) -> int:
        while (network := self.rng.getrandbits(32)) in self.networks:
            pass
        self.networks.add(network)
        return network

    def _host(self) -> int:
        return self.rng.getrandbits(64)
