"""What scripts and the worker say about this browser's push subscription. JSON in, a status out."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.notifications.commands import queue_test, subscribe, unsubscribe
from server.notifications.endpoints import endpoint_problem, keys_problem, known_hosts
from server.notifications.forms import EndpointBody, SubscriptionBody
from server.web.limits import take
from server.web.sessions import signed_in

LARGEST = 8 * 1024
B = TypeVar("B", bound=BaseModel)


async def create(request: Request) -> Response:
    """Store the browser's subscription, or move it to this person."""
    person, body = signed_in(request), await _body(request, SubscriptionBody)
    if body is None:
        return _refused("unreadable")
    subscription, hosts = body.subscription, known_hosts(request.app.state.settings)
    problem = endpoint_problem(body.endpoint, hosts) or keys_problem(subscription.p256dh, subscription.auth)
    if problem:
        return _refused(problem)
    await take(f"push-subscription:{person.person_id}", 60, 3600)
    await subscribe(person.person_id, person.session_hash, subscription, body.replaces)
    return Response(status_code=204)


async def destroy(request: Request) -> Response:
    """Forget this person's subscription at an endpoint; the answer is the same when there is none."""
    body = await _body(request, EndpointBody)
    if body is None:
        return _refused("unreadable")
    await unsubscribe(signed_in(request).person_id, body.endpoint)
    return Response(status_code=204)


async def test(request: Request) -> Response:
    """Queue a test message to one of this person's own browsers."""
    person, body = signed_in(request), await _body(request, EndpointBody)
    if body is None:
        return _refused("unreadable")
    await take(f"push-test:{person.person_id}", 5, 300)
    await queue_test(person.person_id, body.endpoint)
    return Response(status_code=202)


async def _body(request: Request, model: type[B]) -> B | None:
    """The JSON body, or nothing when it is of another type, too long, or not what the model says."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return None
    body = await request.body()
    try:
        return model.model_validate_json(body) if len(body) <= LARGEST else None
    except ValidationError:
        return None


def _refused(problem: str) -> Response:
    return JSONResponse({"problem": problem}, 422)
