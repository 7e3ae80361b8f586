"""The settings that HR types."""

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, Field

from server.messages import N_
from server.people.setup.forms import Accent, Language, Zone
from server.web.forms import FormModel

MOST_NETWORKS = 50
NOT_A_NETWORK = N_("Write one network a line, like 198.51.100.0/24 or 2001:db8:12::/48.")
TOO_WIDE = N_("This is more than a company’s network: at most a /8, or a /16 with colons.")
TOO_MANY = N_("At most fifty networks.")
WIDEST = {4: 8, 6: 16}


def _networks(text: str) -> str:
    """One network a line, in the usual notation; an address alone is a network of one."""
    lines = text.replace(",", "\n").split()
    if len(lines) > MOST_NETWORKS:
        raise ValueError(TOO_MANY)
    return "\n".join(dict.fromkeys(map(_network, lines)))


def _network(line: str) -> str:
    try:
        network = ip_network(line, strict=False)
    except ValueError:
        raise ValueError(NOT_A_NETWORK) from None
    if network.prefixlen < WIDEST[network.version]:
        raise ValueError(TOO_WIDE)
    return str(network)


class SettingsForm(FormModel):
    """The company's settings; `version` is the one they were typed for."""

    name: str = Field(min_length=1, max_length=80)
    zone: Zone
    languages: tuple[Language, ...] = Field(min_length=1, max_length=2)
    accent: Accent
    points_per_person: int = Field(ge=0, le=100_000)
    mention_required: bool = False
    internal_networks: Annotated[str, AfterValidator(_networks)] = Field(default="", max_length=4000)
    version: int = Field(ge=0, le=2**31 - 1)
