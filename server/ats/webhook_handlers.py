"""/webhooks/ats: the other system tells where a candidate stands. The signature is all that is trusted."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server import clock
from server.ats.connection import connection
from server.ats.incoming import act_on
from server.ats.standard_webhooks import Unsigned, verified_id
from server.people.queries import company
from server.web.locale import say, speak
from server.web.problems import Problem

LARGEST = 64 * 1024  # bytes: a message holds two names


class Moved(BaseModel):
    """What a message says of a referral."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    referral: str = Field(pattern=r"^[0-9A-Za-z-]{1,64}$")
    stage: str = Field(min_length=1, max_length=64)


class Message(BaseModel):
    """A message: its type is for people, its data counts."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: str = Field(default="", max_length=80)
    data: Moved


async def create(request: Request) -> Response:
    """POST /webhooks/ats: 200 with an outcome, 401 unsigned, 422 unreadable, 404 unknown, 409 out of order."""
    body = await request.body()
    profile = await company()
    speak("en", profile.zone if profile else None)  # what falls due by it falls due in the programme's days
    now = clock.now()
    try:
        secrets = (await connection()).secrets("in")
        message_id = verified_id(secrets.at(now) if secrets else (), request.headers, body, now)
    except Unsigned as why:
        return _answer({"problem": str(why)}, 401)
    try:
        moved = _read(body)
        outcome = await act_on(message_id, moved.referral, moved.stage)
    except (ValueError, RecursionError):
        return _answer({"problem": 'expected {"type": "referral.moved", "data": {"referral": id, "stage": name}}'}, 422)
    except Problem as no:
        return _answer({"problem": say(no.said, no.values)}, no.status)
    return _answer({"outcome": outcome}, 200)


def _read(body: bytes) -> Moved:
    try:
        told: Any = json.loads(body)
        return Message.model_validate(told).data
    except ValidationError as wrong:
        raise ValueError(wrong.error_count()) from None


def _answer(said: dict[str, str], status: int) -> Response:
    return JSONResponse(said, status, headers={"Cache-Control": "no-store"})
