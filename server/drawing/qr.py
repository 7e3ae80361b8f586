"""QR codes as one path."""

from markupsafe import Markup, escape


def qr_svg(address: str, title: str) -> Markup:
    """A QR code of an address, on white, with its quiet zone; `title` is what a screen reader says."""
    import segno  # few pages draw a code: starting does not wait for it

    rows = [list(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix]
    size = len(rows) + 4
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return Markup(  # noqa: S704 - the title is escaped, the rest is numbers
        f'<svg class="qr" viewBox="-2 -2 {size} {size}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(title)}</title>"
        f'<path d="M-2-2h{size}v{size}h-{size}z" fill="#fff"/><path d="{path}" fill="#0d2933"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    path, x = "", 0
    while x < len(row):
        start = x
        while x < len(row) and row[x]:
            x += 1
        if x > start:
            path += f"M{start} {y}h{x - start}v1h-{x - start}z"
        x += 1
    return path
