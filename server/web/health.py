"""Whether the process lives, and whether it can serve."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.database import rows


async def alive(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "alive"})


async def ready(request: Request) -> Response:
    """The database answers and the process is not stopping."""
    if not getattr(request.app.state, "ready", False):
        return JSONResponse({"status": "stopping"}, 503)
    await rows("SELECT 1 AS one")
    return JSONResponse({"status": "ready"})
