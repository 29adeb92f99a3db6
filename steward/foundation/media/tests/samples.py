"""Pictures made for tests."""

import io

from PIL import Image, ImageDraw


def photo(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Something with many colours."""
    wide = Image.linear_gradient("L").resize((width, height))
    tall = Image.radial_gradient("L").resize((width, height))
    noise = Image.effect_noise((width, height), 40)
    picture = Image.merge("RGB", (wide, tall, noise))
    return picture.convert(mode)


def drawing(width: int = 640, height: int = 480) -> Image.Image:
    """Something with few colours and sharp edges."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(0, height, 16):
        draw.text((8, line), "0123456789 " * 12, fill=(200, 0, 60))
    return picture


def packed(picture: Image.Image, kind: str, **options) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def animation(frames: int = 5, size: tuple[int, int] = (64, 48), kind: str = "GIF") -> bytes:
    """A ball that moves."""
    pictures = []
    for number in range(frames):
        picture = Image.new("RGB", size, "white")
        ImageDraw.Draw(picture).ellipse(
            (number % (size[0] // 2), 0, number % (size[0] // 2) + 20, 24), fill=(200, number % 256, 0)
        )
        pictures.append(picture)
    return packed(pictures[0], kind, save_all=True, append_images=pictures[1:], duration=80, loop=0)


def opened(content: bytes) -> Image.Image:
    """The file as a picture, read to its end."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture
