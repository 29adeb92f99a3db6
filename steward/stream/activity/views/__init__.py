"""Pages of conversations."""


def whole(text: str | None, fallback: int = 0) -> int:
    """A number of the query string; what is none, or too large for an id, is the fallback."""
    try:
        number = int(text or "")
    except ValueError:
        return fallback
    return number if 0 <= number < 2**63 else fallback
