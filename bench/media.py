"""Pictures as members send them: re-encoded with variants, beside Pillow's bare open and save to the same format."""

import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.__main__ import row

WIDTH, HEIGHT, SECONDS = 1632, 1224, 4.0


def run() -> Iterator[dict[str, Any]]:
    """Pictures of 2 megapixels a second, one process."""
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()
    from steward.foundation.media.recoding import recode

    photo = _photo()
    bare = _rate(lambda: _bare(photo))
    yield row("media: 2 MP photographs re-encoded, three sizes", _rate(lambda: recode(photo)), "/s", baseline=bare)


def _rate(work: Callable[[], object]) -> float:
    work()
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        work()
        done += 1
    return done / (time.perf_counter() - start)


def _photo() -> bytes:
    """Soft shapes and grain, as a camera gives them."""
    import numpy as np
    from PIL import Image

    draw = np.random.default_rng(1)
    shapes = Image.fromarray(draw.integers(0, 255, (HEIGHT // 40, WIDTH // 40, 3), dtype=np.uint8))
    pixels = np.asarray(shapes.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), dtype=float)
    grain = np.clip(pixels + draw.normal(0, 6, pixels.shape), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(grain).save(out, "JPEG", quality=88)
    return out.getvalue()


def _bare(photo: bytes) -> None:
    from PIL import Image

    Image.open(io.BytesIO(photo)).save(io.BytesIO(), "WEBP", quality=82)
