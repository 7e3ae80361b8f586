"""The context of the console's page about the other system."""

from dataclasses import dataclass
from typing import ClassVar

from server.ats.connection import Connection, Queue
from server.ats.forms import AddressForm, SecretForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AtsPage(Page):
    """Address, secrets, how the last message went. `shown` is a secret that is said once, for `direction`."""

    template: ClassVar[str] = "console/ats/index.html"
    tab: ClassVar[str] = "referrals"
    connection: Connection
    queue: Queue
    problem: str
    form: Filled[AddressForm]
    secret: Filled[SecretForm]
    direction: str
    shown: str
    said: str
    refused: str
    receives_at: str
    stages: str
    key: str
