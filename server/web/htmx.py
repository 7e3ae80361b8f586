"""The only module that reads or writes an HX- header."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response


def wants_fragment(request: Request) -> bool:
    """Whether htmx asks for a part of the page; a restored history entry asks for the whole."""
    return request.headers.get("HX-Request-Type") == "partial"


def see_other(request: Request, location: str) -> Response:
    """Go there with GET: 303 for a browser; htmx would follow a 303 and swap the page in, so it gets a header."""
    if request.headers.get("HX-Request") or wants_fragment(request):
        return Response(status_code=200, headers={"HX-Redirect": location})
    return RedirectResponse(location, status_code=303)


def replace_page(request: Request, response: Response) -> Response:
    """Show a whole page where htmx asked for a part: its body takes the place of the one that is there."""
    if request.headers.get("HX-Request") or wants_fragment(request):
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML"
    return response


VARY = "HX-Request-Type"
