"""What the list of devices shows."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.queries import Device
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesPage(Page):
    """Where somebody is signed in, this browser first."""

    template: ClassVar[str] = "people/devices.html"
    tab: ClassVar[str] = "me"
    devices: list[Device]
