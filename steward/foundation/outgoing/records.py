"""What came back."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of another server, whatever its status."""

    status: int
    url: str  # of the last request, after redirects
    content_type: str  # as the server says it, with its charset
    headers: Mapping[str, str]  # names in lower case
    body: bytes  # decompressed
    is_cut: bool = False  # the server had more to say than was asked for
