"""Links that are videos: recognised by their address, played only when the reader asks (front/behaviours/videos.js).

The hosts of the players stand in the content security policy (settings: STEWARD_CSP_EXTRA, frame-src).
"""

import re
from dataclasses import dataclass

_BILIBILI = re.compile(
    r"https?://(?:www\.|m\.)?bilibili\.com/video/(BV\w{10}|av\d{1,12})/?(?:\?(?:[^#]*&)?p=(\d{1,4}))?"
)
_YOUTUBE = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|embed/|live/)|youtu\.be/)([\w-]{11})"
)
_QQ = re.compile(r"https?://(?:m\.)?v\.qq\.com/x/(?:page|cover/\w{1,20})/(\w{8,16})\.html")


@dataclass(frozen=True, slots=True)
class Video:
    """A video elsewhere: `key` says to our script which player to open, `label` is its site and number."""

    key: str
    label: str


def video_of(url: str) -> Video | None:
    """The video behind a link, or None."""
    if hit := _BILIBILI.match(url):
        part = f":{int(hit[2])}" if hit[2] else ""
        return Video(f"bilibili:{hit[1]}{part}", f"哔哩哔哩 Bilibili · {hit[1]}")
    if hit := _YOUTUBE.match(url):
        return Video(f"youtube:{hit[1]}", f"YouTube · {hit[1]}")
    if hit := _QQ.match(url):
        return Video(f"qq:{hit[1]}", f"腾讯视频 · {hit[1]}")
    return None
