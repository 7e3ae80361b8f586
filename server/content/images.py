"""Any picture from outside becomes a small WebP without metadata."""

from io import BytesIO
from typing import TYPE_CHECKING

from server.messages import N_

if TYPE_CHECKING:  # read when a picture comes: starting does not wait for it
    from PIL import Image

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 20_000_000
MAX_WEBP_BYTES = 25 * 1024
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_QUALITIES = (78, 66, 54, 42, 32, 22, 12)
_SMALLEST_SIDE = 16

TOO_LARGE = N_("This picture is larger than {limit} MB.")
TOO_MANY_PIXELS = N_("This picture has more than {limit} million pixels.")
DRAWING = N_("SVG drawings are not accepted: please use JPEG, PNG, GIF, WebP or AVIF.")
NOT_A_PICTURE = N_("This file is not a picture we can read: please use JPEG, PNG, GIF, WebP or AVIF.")


class ImageRefused(Exception):
    """This picture cannot be used; the sentence says why."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values: dict[str, object] = dict(values)


def to_webp(body: bytes, width: int = 640) -> bytes:
    """The picture at most `width` pixels wide and 25 KB heavy; the first frame if it moves."""
    if len(body) > MAX_BYTES:
        raise ImageRefused(TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    if _is_drawing(body):
        raise ImageRefused(DRAWING)
    from PIL import Image

    try:
        return _light(_opened(body, width))
    except ImageRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageRefused(TOO_MANY_PIXELS, limit=MAX_PIXELS // 1_000_000) from None
    except Exception as error:  # decoders fail in a dozen ways on broken files, and this is their one answer
        raise ImageRefused(NOT_A_PICTURE) from error


def _is_drawing(body: bytes) -> bool:
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<svg") or (head.startswith((b"<?xml", b"<!")) and b"<svg" in head)


def _opened(body: bytes, width: int) -> "Image.Image":
    """Decoded by what it holds, never by its name, once its declared size is bearable."""
    from PIL import Image, ImageOps

    picture = Image.open(BytesIO(body), formats=_FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise ImageRefused(TOO_MANY_PIXELS, limit=MAX_PIXELS // 1_000_000)
    picture.draft("RGB", (width * 2, width * 2))
    upright = ImageOps.exif_transpose(picture)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
    return plain


def _light(picture: "Image.Image") -> bytes:
    """The best quality that fits, then fewer pixels."""
    from PIL import Image

    while True:
        for quality in _QUALITIES:
            written = _written(picture, quality)
            if len(written) <= MAX_WEBP_BYTES:
                return written
        if min(picture.size) * 3 // 4 < _SMALLEST_SIDE:
            raise ImageRefused(NOT_A_PICTURE)
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)


def _written(picture: "Image.Image", quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return written.getvalue()
