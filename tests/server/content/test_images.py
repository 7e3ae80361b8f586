"""Pictures of others: small, without metadata, or refused."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from server.content.images import DRAWING, NOT_A_PICTURE, TOO_LARGE, TOO_MANY_PIXELS, ImageRefused, to_webp


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    body = BytesIO()
    picture.save(body, kind, **options)
    return body.getvalue()


def opened(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body))


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 100).convert("RGB")


def refusal(body: bytes) -> str:
    with pytest.raises(ImageRefused) as caught:
        to_webp(body)
    assert caught.value.reason.format(**caught.value.values)
    return caught.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_every_kind_becomes_webp_of_the_asked_width(kind: str) -> None:
    picture = opened(to_webp(encoded(Image.new("RGB", (1280, 720), "teal"), kind)))
    assert (picture.format, picture.size) == ("WEBP", (640, 360))


def test_small_pictures_are_not_blown_up() -> None:
    assert opened(to_webp(encoded(Image.new("RGB", (100, 50)), "PNG"))).size == (100, 50)
    assert opened(to_webp(encoded(Image.new("RGB", (100, 50)), "PNG"), width=40)).size == (40, 20)


def test_never_heavier_than_its_share_of_the_page() -> None:
    body = encoded(noise(1600, 1200), "JPEG", quality=90)
    assert len(body) > 500_000
    assert len(to_webp(body)) <= 25 * 1024


def test_metadata_is_gone_and_the_picture_upright() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif[0x0112] = 6
    body = encoded(Image.new("RGB", (200, 100), "navy"), "JPEG", exif=exif, comment=b"Secret place")
    light = to_webp(body)
    assert b"Secret" in body
    assert b"Secret" not in light
    assert opened(light).size == (100, 200)
    assert not opened(light).getexif()


def test_transparency_stays() -> None:
    light = opened(to_webp(encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")))
    assert light.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_the_first_frame_of_a_moving_picture() -> None:
    frames = [Image.new("RGB", (64, 64), color) for color in ("red", "blue")]
    body = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    light = opened(to_webp(body))
    assert not getattr(light, "is_animated", False)
    red, _, blue = light.convert("RGB").getpixel((30, 30))  # type: ignore[misc]
    assert red > 200 > 50 > blue


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [4_500, 10_000, 60_000])
def test_a_bomb_is_refused_by_its_declared_size(side: int) -> None:
    assert refusal(png_claiming(side, side)) == TOO_MANY_PIXELS


@pytest.mark.parametrize(
    "drawing",
    [b"<svg xmlns='x'/>", b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<svg/>", b"<!-- x --><svg onload='x'/>"],
)
def test_drawings_are_refused_by_name(drawing: bytes) -> None:
    assert refusal(drawing) == DRAWING


def test_what_is_no_picture() -> None:
    whole = encoded(noise(300, 300), "JPEG")
    assert refusal(b"") == NOT_A_PICTURE
    assert refusal(b"<html>") == NOT_A_PICTURE
    assert refusal(whole[: len(whole) // 2]) == NOT_A_PICTURE
    assert refusal(png_claiming(10, 10)) == NOT_A_PICTURE
    assert refusal(encoded(noise(30, 30), "BMP")) == NOT_A_PICTURE
    assert refusal(b"\xff" * (5 * 1024 * 1024 + 1)) == TOO_LARGE


SEEDS = [encoded(Image.new("RGB", (40, 30), "olive"), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")]


@given(st.sampled_from(SEEDS), st.integers(0, 200), st.binary(max_size=8))
@example(b"GIF89a", 6, b"")
def test_any_bytes_are_read_or_refused(seed: bytes, place: int, hurt: bytes) -> None:
    body = seed[:place] + hurt + seed[place + len(hurt) :]
    try:
        light = to_webp(body)
    except ImageRefused as refused:
        light = None
        said = refused.reason
    assert said if light is None else opened(light).format == "WEBP"
