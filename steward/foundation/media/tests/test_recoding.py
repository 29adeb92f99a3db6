import struct
import time
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.media.recoding import MOST_BYTES, recode
from steward.foundation.media.tests.samples import animation, drawing, opened, packed, photo

SECRET = b"51.5007N owner@example.org"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_each_kind_of_picture_becomes_a_webp_with_variants(kind) -> None:
    result = recode(packed(photo(1000, 500), kind))

    whole, small, medium = (opened(result.files[name]) for name in ("", "small", "medium"))
    assert (result.width, result.height, result.is_animated) == (1000, 500, False)
    assert [(picture.format, picture.size) for picture in (whole, small, medium)] == [
        ("WEBP", (1000, 500)),
        ("WEBP", (96, 96)),
        ("WEBP", (800, 400)),
    ]
    assert result.bytes == sum(len(file) for file in result.files.values())


def test_what_the_camera_knew_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = SECRET.decode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = packed(photo(), "JPEG", exif=exif, icc_profile=profile, comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET)
    assert sent.count(SECRET) >= 3

    files = recode(sent).files

    for content in files.values():
        assert SECRET not in content
        assert not {b"EXIF", b"XMP ", b"ICCP"} & {content[at : at + 4] for at in range(0, len(content), 2)}
        assert dict(opened(content).getexif()) == {}


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_comments_of_other_formats_are_gone_too(kind) -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", SECRET.decode())
    options = {"PNG": {"pnginfo": told}, "GIF": {"comment": SECRET}, "WEBP": {"xmp": SECRET}}[kind]
    sent = packed(drawing(), kind, **options)

    assert SECRET in sent
    assert all(SECRET not in content for content in recode(sent).files.values())


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    sideways = Image.new("RGB", (300, 200), "white")
    sideways.paste((255, 0, 0), (0, 0, 300, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to see it upright

    result = recode(packed(sideways, "JPEG", exif=exif, quality=95))

    upright = opened(result.files[""]).convert("RGB")
    red, white = upright.getpixel((190, 150)), upright.getpixel((20, 150))
    assert (result.width, result.height) == (200, 300)
    assert red[0] > 200 > red[1]
    assert min(white) > 200


def test_large_pictures_are_made_smaller_and_small_ones_left() -> None:
    assert recode(packed(photo(3000, 1500), "JPEG")).width == 2400
    assert recode(packed(drawing(50, 20), "PNG")).files.keys() == {"", "small"}
    assert opened(recode(packed(drawing(50, 20), "PNG")).files["small"]).size == (20, 20)


def test_a_very_long_screenshot_fits_into_the_format() -> None:
    result = recode(packed(Image.new("1", (400, 20_000), 1), "PNG"))

    assert (result.width, result.height) == (328, 16_383)


def test_drawings_stay_exact() -> None:
    drawn = drawing()

    kept = opened(recode(packed(drawn, "PNG")).files[""])

    assert kept.convert("RGB").tobytes() == drawn.tobytes()


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK", "RGB"])
def test_every_way_to_store_colours_is_read(mode) -> None:
    source = Image.new("I;16", (40, 30), 900) if mode == "I;16" else photo(40, 30).convert(mode)

    if mode in {"LA", "RGBA"}:
        source.putalpha(90)

    result = recode(packed(source, "JPEG" if mode == "CMYK" else "PNG"))

    assert opened(result.files[""]).mode == ("RGBA" if mode in {"LA", "RGBA"} else "RGB")


def test_transparency_is_kept() -> None:
    clear = Image.new("RGBA", (60, 60), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (10, 10, 50, 50))

    kept = opened(recode(packed(clear, "PNG")).files[""])

    assert (kept.getpixel((0, 0))[3], kept.getpixel((30, 30))) == (0, (0, 0, 255, 255))


def test_wide_colours_are_translated_before_their_profile_goes() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    result = recode(packed(photo(), "PNG", icc_profile=lab))
    broken = recode(packed(photo(), "PNG", icc_profile=b"no profile at all"))

    assert (result.width, broken.width) == (640, 640)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_keeps_moving(kind) -> None:
    result = recode(animation(5, kind=kind))

    moving = opened(result.files[""])
    assert (result.is_animated, moving.n_frames, moving.size) == (True, 5, (64, 48))
    assert opened(result.files["small"]).n_frames == 1


def test_a_wide_animation_becomes_narrower() -> None:
    assert recode(animation(3, (1280, 320))).width == 640


@pytest.mark.parametrize(("frames", "size"), [(301, (8, 8)), (250, (640, 480))])
def test_an_animation_that_is_too_long_is_refused(frames, size) -> None:
    with pytest.raises(Invalid, match="too long"):
        recode(animation(frames, size))


def test_a_small_file_with_half_a_million_frames_does_not_keep_anybody_busy() -> None:
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    header = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    start = time.process_time()

    with pytest.raises(Invalid, match="too long"):
        recode(header + frame * 500_000 + b";")

    assert time.process_time() - start < 2


def test_a_small_file_with_huge_frames_is_refused() -> None:
    frames = [Image.new("1", (3000, 3000), number % 2) for number in range(14)]

    with pytest.raises(Invalid, match="too long"):
        recode(packed(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50))


def test_a_jpeg_of_a_thousand_passes_is_refused() -> None:
    content = packed(photo(64, 48), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    head, scan = content[:last], content[last:-2]

    with pytest.raises(Invalid, match="damaged"):
        recode(head + scan * 1000 + b"\xff\xd9")

    assert recode(content).width == 64


def _png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and hardly has any data."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 5001), (12_000, 9000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(size) -> None:
    with pytest.raises(Invalid):
        recode(_png_header(*size))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"", "not a picture"),
        (b"GIF89a", "not a picture"),
        (b"<html><img src=x></html>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (packed(Image.new("RGB", (9, 9)), "BMP"), "not a picture"),
        (packed(Image.new("RGB", (9, 9)), "TIFF"), "not a picture"),
        (packed(Image.new("RGB", (9, 9)), "PDF"), "not a picture"),
        (packed(photo(), "JPEG")[:2000], "damaged"),
        (b"x" * (MOST_BYTES + 1), "larger than 8 MB"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(content, word) -> None:
    with pytest.raises(Invalid, match=word):
        recode(content)


def test_a_page_hidden_behind_a_picture_does_not_survive() -> None:
    files = recode(packed(drawing(), "GIF") + b"<script>alert(1)</script>").files

    assert all(b"<script>" not in content for content in files.values())


_WHOLE = {kind: packed(photo(60, 40), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(_WHOLE)), st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=6))
def test_damaged_files_are_read_or_refused_never_an_accident(kind, wounds) -> None:
    content = bytearray(_WHOLE[kind])
    for at, bytes_ in wounds:
        content[at % len(content) : at % len(content) + len(bytes_)] = bytes_

    try:
        result = recode(bytes(content))
    except Invalid:
        return
    assert opened(result.files[""]).format == "WEBP"
