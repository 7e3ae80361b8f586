"""Posts to push services over one session, opened at the first message and closed with the worker."""

from email.utils import parseaddr

import aiohttp

from server.notifications.endpoints import endpoint_problem, known_hosts
from server.notifications.payloads import Notice, encoded, payload, tag
from server.notifications.queries import PushTarget
from server.notifications.vapid import ensure_vapid_keys
from server.notifications.webpush import PushOutcome, PushSender
from server.settings import Settings
from server.web.assets import asset
from server.web.locale import say
from server.web.outbound import PUBLIC, OutboundPolicy, guarded_connector


def push_post(settings: Settings) -> "PushPost":
    """The post of this installation."""
    keys, subscriber = ensure_vapid_keys(settings.data_dir), parseaddr(settings.mail_from)[1]
    hosts = known_hosts(settings)
    return PushPost(PushSender(keys, subscriber, lambda url: endpoint_problem(url, hosts)), settings.public_url)


class PushPost:
    """Notices go in, outcomes come out; safe to share between jobs."""

    def __init__(self, sender: PushSender, base_url: str, allow: OutboundPolicy = PUBLIC) -> None:
        self._sender, self._base_url, self._allow = sender, base_url, allow
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, notice: Notice, target: PushTarget, unread: int) -> PushOutcome:
        """Write a notice in the language that is spoken, encrypt and post it."""
        message = payload(
            notice, say, language=target.language, base_url=self._base_url, icon=asset("icons/icon-192.png"),
            unread=unread,
        )  # fmt: skip
        request = self._sender.encrypt(
            target.subscription, encoded(message), ttl=notice.ttl, urgency=notice.urgency, topic=tag(notice)
        )
        return await self._sender.send(self._opened(), request)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=guarded_connector(self._allow, keeps_connections=True),
                cookie_jar=aiohttp.DummyCookieJar(), trust_env=False,
            )  # fmt: skip
        return self._session

    async def close(self) -> None:
        """Close the session; the next message opens another."""
        if self._session is not None:
            await self._session.close()
            self._session = None
