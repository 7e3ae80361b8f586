"""Where a browser is reached."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where one browser is reached, as the browser gave it."""

    endpoint: str
    p256dh: str
    auth: str = field(repr=False)
