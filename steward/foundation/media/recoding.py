"""From bytes somebody sent to pictures of ours: recognised by content, decoded, turned upright, written anew.

What a camera or a program added (position, time, owner, comments, thumbnails) is not copied: only pixels are.
Everything is stored as WebP, which every browser in use reads: one format, one ending, transparency and animation
included.
"""

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

from steward.foundation.kernel.ruling import Invalid

log = logging.getLogger(__name__)

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000
MOST_FRAMES = 300
#: All frames of an animation together, as they are decoded and as they are stored.
MOST_DECODED_PIXELS, MOST_MOVING_PIXELS = 120_000_000, 60_000_000
#: Passes over a progressive JPEG; cameras and programs write about ten, each costs as much as the whole picture.
MOST_SCANS = 60
WIDEST, MEDIUM, SMALL, MOVING = 2400, 800, 96, 640
#: The longest side WebP can have.
TALLEST = 16_383
CONTENT_TYPE = "image/webp"
_QUALITY = 82
#: Drawings and screenshots stay lossless while that costs less than this against the lossy file.
_LOSSLESS_WORTH = 1.6
_PROFILE_BYTES = 1_000_000
#: Pixels from which the encoder takes less pains: a long screenshot would take seconds.
_LARGE = 6_000_000


@dataclass(frozen=True, slots=True)
class Recoded:
    """The files of one picture, by variant, and what it is like."""

    width: int
    height: int
    is_animated: bool
    files: dict[str, bytes]

    @property
    def bytes(self) -> int:
        """All files together."""
        return sum(map(len, self.files.values()))

    @property
    def sha256(self) -> str:
        """Of the picture itself."""
        return hashlib.sha256(self.files[""]).hexdigest()


def recode(content: bytes) -> Recoded:
    """Decode a picture and write it anew with its variants. Raises `Invalid` with a sentence for the person."""
    if len(content) > MOST_BYTES:
        raise Invalid(too_large())
    try:
        with _opened(content) as image:
            return _moving(image) if _is_animated(image) else _still(image)
    except Invalid:
        raise
    except Exception as problem:  # noqa: BLE001
        # Decoders meet damage in many ways; none of them is a fault of ours.
        log.info("a picture could not be decoded: %r", problem)
        raise Invalid(_damaged()) from None


def too_large() -> str:
    """The sentence for a file that is too large."""
    return _("The picture is larger than %(size)s MB. Make it smaller and send it again.") % {
        "size": MOST_BYTES // 1_000_000
    }


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(_too_many_pixels()) from None
    except Exception as problem:  # noqa: BLE001 – as above
        log.info("a file is no picture of ours: %r", problem)
        raise Invalid(_not_a_picture(content)) from None
    if image.width * image.height > MOST_PIXELS:
        raise Invalid(_too_many_pixels())
    if image.format in {"JPEG", "MPO"} and content.count(b"\xff\xda") > MOST_SCANS:
        raise Invalid(_damaged())
    return image


def _damaged() -> str:
    return _("The picture is damaged. Open it in another program, save it again and send that.")


def _too_many_pixels() -> str:
    return _("The picture has more than %(count)s million pixels. Make it smaller and send it again.") % {
        "count": MOST_PIXELS // 1_000_000
    }


def _not_a_picture(content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head or head.startswith((b"<?xml", b"<!doctype")):
        return _("SVG files can carry programs and are not taken. Save the drawing as PNG.")
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return _("HEIC pictures cannot be shown by most browsers. Save it as JPEG and send that.")
    return _("This is not a picture Steward knows. Send JPEG, PNG, GIF, WebP or AVIF.")


def _is_animated(image: Image.Image) -> bool:
    # Some phones put a second view behind a JPEG (MPO); that is no animation.
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def _still(image: Image.Image) -> Recoded:
    # A JPEG can be decoded at a fraction of its size, which saves time and memory.
    image.draft("RGB", (WIDEST, WIDEST))
    whole = _shrunk(_plain(ImageOps.exif_transpose(image)), WIDEST)
    files = {"": _written(whole), "small": _written(_square(whole))}
    if whole.width > MEDIUM and len(medium := _written(_shrunk(whole, MEDIUM))) < len(files[""]):
        files["medium"] = medium
    return Recoded(whole.width, whole.height, is_animated=False, files=files)


def _moving(image: Image.Image) -> Recoded:
    width, height = _fitting(image.size, MOVING)
    most = min(MOST_FRAMES, MOST_DECODED_PIXELS // (image.width * image.height), MOST_MOVING_PIXELS // (width * height))
    if _has_more_frames(image, most):
        raise Invalid(_("The animation is too long. Send a shorter or smaller one, or a link to a video."))
    durations = [max(int(frame.info.get("duration", 100)), 20) for frame in ImageSequence.Iterator(image)]
    out = io.BytesIO()
    frames = _frames(image, (width, height))
    first = next(frames)
    small = _written(_square(first))
    first.save(
        out, "WEBP", save_all=True, append_images=frames, duration=durations, loop=image.info.get("loop", 0),
        quality=70, method=2, minimize_size=False, exif=b"", icc_profile=b"", xmp=b"",
    )  # fmt: skip
    return Recoded(width, height, is_animated=True, files={"": out.getvalue(), "small": small})


def _has_more_frames(image: Image.Image, most: int) -> bool:
    """Whether there are more frames than that, without looking further: a small file can hold half a million."""
    if image.format != "GIF":
        return int(getattr(image, "n_frames", 1)) > most
    try:
        image.seek(most)
    except EOFError:
        image.seek(0)
        return False
    return True


def _frames(image: Image.Image, size: tuple[int, int]) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(image):
        picture = frame.convert("RGBA")
        yield picture if picture.size == size else picture.resize(size, Image.Resampling.BILINEAR)


def _plain(image: Image.Image) -> Image.Image:
    """Pixels as sRGB, with transparency where there is some, and nothing else."""
    image = _in_srgb(image)
    clear = image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info
    plain = image.convert("RGBA" if clear else "RGB")
    plain.info = {}
    return plain


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours of a wide profile (most phones) as they look in sRGB; the profile itself is dropped later."""
    profile = image.info.get("icc_profile")
    if not profile or len(profile) > _PROFILE_BYTES or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _fitting(size: tuple[int, int], widest: int) -> tuple[int, int]:
    """The size in the same proportion, at most `widest` wide and `TALLEST` tall, never larger than it was."""
    width, height = size
    share = min(1.0, widest / width, TALLEST / height)
    return max(1, round(width * share)), max(1, round(height * share))


def _shrunk(image: Image.Image, widest: int) -> Image.Image:
    size = _fitting(image.size, widest)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _square(image: Image.Image) -> Image.Image:
    """The middle, at most 96 pixels wide: for faces and lists."""
    side = min(SMALL, *image.size)
    return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)


def _written(image: Image.Image) -> bytes:
    """As WebP: lossless for what was drawn (text stays sharp), lossy for photographs."""
    pains = 4 if image.width * image.height < _LARGE else 1
    lossy = _webp(image, quality=_QUALITY, method=pains)
    if not _looks_drawn(image):
        return lossy
    lossless = _webp(image, lossless=True, quality=10 * pains, method=pains // 2)
    return lossless if len(lossless) <= len(lossy) * _LOSSLESS_WORTH else lossy


def _looks_drawn(image: Image.Image) -> bool:
    """Few colours in a thumbnail of single pixels: a screenshot or a drawing, not a photograph."""
    sample = image.convert("RGB").resize((128, 128), Image.Resampling.NEAREST)
    return sample.getcolors(4096) is not None


def _webp(image: Image.Image, **options: int | bool) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", exif=b"", icc_profile=b"", xmp=b"", **options)
    return out.getvalue()
