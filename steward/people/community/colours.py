"""Colour arithmetic: contrast as WCAG 2.2 defines it, shades that keep their hue (OKLCH)."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

#: The papers of the two themes that coloured text stands on, the harder one first (foundation/ui/front/app.css).
PAPER = ("#f7f4ed", "#fffdf9")
INK = ("#211f1b", "#191815")
#: WCAG 2.2, success criterion 1.4.3: text against its background.
ENOUGH = 4.5
#: What colours derived for dark paper reach: bright letters on dark tire the eye sooner.
CALM = 6.5
#: The house's own colours, where the community chose none.
PRIMARY, ACCENT = "#1d6655", "#a9571a"

_HEX = re.compile(r"^#[0-9a-f]{6}$")


def is_colour(text: str) -> bool:
    """Whether the text is "#rrggbb" in lower case."""
    return bool(_HEX.match(text))


def contrast(one: str, other: str) -> float:
    """The ratio (L1 + 0.05) / (L2 + 0.05) of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def passes(colour: str, grounds: tuple[str, ...], least: float = ENOUGH) -> bool:
    """Whether text of this colour has at least this contrast to each of the grounds."""
    return all(contrast(colour, ground) >= least for ground in grounds)


@lru_cache(maxsize=256)  # asked for the same few colours with every page
def nearest(colour: str, grounds: tuple[str, ...], least: float = ENOUGH) -> str:
    """The shade of the same hue closest in lightness that passes on the grounds; the colour itself if it does."""
    if passes(colour, grounds, least):
        return colour
    shade = _oklch(colour)
    step = -0.004 if _luminance(grounds[0]) > 0.5 else 0.004
    while 0 < shade.lightness < 1:
        shade = Shade(shade.lightness + step, shade.chroma, shade.hue)
        if passes(text := _hex(shade), grounds, least):
            return text
    return "#000000" if step < 0 else "#ffffff"


@lru_cache(maxsize=256)
def ink_on(colour: str) -> str:
    """What can be read on a ground of this colour, any colour: white, a near-black of its hue, or black."""
    dark = _hex(Shade(0.22, min(_oklch(colour).chroma, 0.04), _oklch(colour).hue))
    soft = max("#ffffff", dark, key=lambda ink: contrast(ink, colour))
    return (
        soft if contrast(soft, colour) >= ENOUGH else max("#ffffff", "#000000", key=lambda ink: contrast(ink, colour))
    )


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.4, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def _channels(colour: str) -> tuple[float, float, float]:
    """Linear red, green, blue of "#rrggbb" (sRGB transfer function)."""
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> Shade:
    """Björn Ottosson's OKLab matrices (https://bottosson.github.io/posts/oklab/), in polar form."""
    r, g, b = _channels(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bb = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Shade(lightness, math.hypot(a, bb), math.atan2(bb, a))


def _hex(shade: Shade) -> str:
    a, b = shade.chroma * math.cos(shade.hue), shade.chroma * math.sin(shade.hue)
    long = (shade.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (shade.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (shade.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, value)))):02x}" for value in linear)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
