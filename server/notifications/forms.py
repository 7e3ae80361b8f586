"""What a browser sends about its push subscription, as JSON, and the forms of the notifications page."""

from pydantic import BaseModel, ConfigDict, Field

from server.notifications.endpoints import MAX_ENDPOINT
from server.notifications.subscription import Subscription
from server.web.forms import FormModel


class ReadForm(FormModel):
    """Marking as read needs no field."""


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    endpoint: str = Field(min_length=1, max_length=MAX_ENDPOINT)


class EndpointBody(_Body):
    """A browser named by its endpoint."""


class Keys(BaseModel):
    """The two keys a message is encrypted for."""

    p256dh: str = Field(max_length=120)
    auth: str = Field(max_length=40)


class SubscriptionBody(_Body):
    """`PushSubscription.toJSON()`, and the endpoint it replaces."""

    keys: Keys
    replaces: str | None = Field(default=None, max_length=MAX_ENDPOINT)

    @property
    def subscription(self) -> Subscription:
        """Where the browser is reached."""
        return Subscription(self.endpoint, self.keys.p256dh, self.keys.auth)
