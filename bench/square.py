"""Forum pages of the real server beside a trivial view of the same server in the same run.

2,000 topics, 50,000 posts, 1,000 members; one worker on one core, sixteen kept connections from the other. Topics are
asked for as people do: the n-th liveliest 1/n as often as the liveliest, mostly their first or last page, in two
languages. Everything asked for has been asked for once before: how long that took is a line of its own.
`STEWARD_BENCH_POSTS=1000000` does the same with a million posts (40,000 topics).
"""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.__main__ import row

POSTS = int(os.environ.get("STEWARD_BENCH_POSTS", "50000"))
SECONDS = int(os.environ.get("STEWARD_BENCH_SECONDS", "8"))
CONNECTIONS = 16
READERS = 12
#: Requests drawn for one measurement.
DRAWN = 3000
LANGUAGES = ("zh-hans", "en")
CORES = sorted(os.sched_getaffinity(0))


def run() -> Iterator[dict[str, Any]]:
    """Requests a second and milliseconds of five kinds of pages, then queries and bytes."""
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp(prefix="steward-bench-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["STEWARD_URL"] = f"http://127.0.0.1:{port}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    made = _prepare()
    server = _serve(port)
    try:
        yield from _measured(port, made)
    finally:
        server.terminate()
        server.wait(30)
    yield from _counted(made)


def _prepare() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client

    from bench.square_data import fill

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        made = fill(max(POSTS // 25, 20), POSTS)
    from steward.people.accounts.public import Account
    from steward.square.forum.models import Topic
    from steward.square.forum.queries.topics import address

    made["sessions"] = []
    for account in Account.objects.filter(pk__in=made["accounts"][5 : 5 + READERS]):
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        made["sessions"].append(client.cookies["sessionid"].value)
    rows = Topic.objects.in_bulk(made["topics"])
    made["paths"] = [(address(rows[pk]), -(-rows[pk].posts_count // 20)) for pk in made["topics"]]
    connection.close()
    return made


def _serve(port: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
        "steward.config.wsgi:application",
    ]  # fmt: skip
    child = subprocess.Popen(command, preexec_fn=lambda: os.sched_setaffinity(0, {CORES[0]}))  # noqa: PLW1509 — before any thread
    for _attempt in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return child
    raise TimeoutError("the server did not answer within a minute")


def _measured(port: int, made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    import random

    draw = random.Random(7)
    weights = [1 / (place + 1) for place in range(len(made["paths"]))]
    topics = draw.choices(made["paths"], weights, k=DRAWN)
    pages = []
    for path, count in topics:
        page = draw.choice((1, 1, count, count, draw.randrange(1, count + 1)))
        pages.append(path if page == 1 else f"{path}?page={page}")
    lists = ["/latest/", "/", "/latest/?page=2", "/latest/?tab=unanswered", "/c/questions/", "/c/share/"]

    def anonymous() -> dict[str, str]:
        return {"Accept-Encoding": "gzip", "Cookie": f"language={draw.choice(LANGUAGES)}"}

    def signed_in() -> dict[str, str]:
        cookie = f"language={draw.choice(LANGUAGES)}; sessionid={draw.choice(made['sessions'])}"
        return {"Accept-Encoding": "gzip", "Cookie": cookie}

    kinds = (
        ("anonymous list", [(draw.choice(lists), anonymous()) for _n in range(300)], 0.5),
        ("anonymous topic page", [(page, anonymous()) for page in pages], 0.5),
        ("signed-in list", [(draw.choice(lists[:1] + lists[2:]), signed_in()) for _n in range(600)], 0.1),
        ("signed-in topic page", [(page, signed_in()) for page in pages], 0.1),
    )
    trivial = [("/healthz", {})]
    _load(port, 2, trivial)
    for name, requests, goal in kinds:
        first = _first_time(port, requests)
        yield row(f"square: {name}, asked for the first time", first, "ms")
        _load(port, 2, requests)
        before = _load(port, SECONDS // 2, trivial)
        found = _load(port, SECONDS, requests)
        after = _load(port, SECONDS // 2, trivial)
        base = (before["rate"] + after["rate"]) / 2
        assert not found["wrong"], f"{name}: {found['wrong']} answers were not 200"
        yield row(f"square: {name}", found["rate"], "/s", baseline=base, goal=f"≥ {goal} of a trivial view",
                  met=found["rate"] / base >= goal)  # fmt: skip
        yield row(f"square: {name}, median", found["p50"], "ms", baseline=(before["p50"] + after["p50"]) / 2)
        yield row(f"square: {name}, 99 of 100", found["p99"], "ms", goal="< 150 ms", met=found["p99"] < 150)


def _first_time(port: int, requests: list[tuple[str, dict[str, str]]]) -> float:
    """Ask for each of them once, one after the other: milliseconds for one."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    distinct = {(path, headers["Cookie"].partition(";")[0]): headers for path, headers in requests}
    began = time.perf_counter()
    for (path, _language), headers in distinct.items():
        connection.request("GET", path, headers=headers)
        connection.getresponse().read()
    return 1000 * (time.perf_counter() - began) / len(distinct)


def _load(port: int, seconds: int, requests: list[tuple[str, dict[str, str]]]) -> dict[str, float]:
    cpu = CORES[1] if len(CORES) > 1 else -1
    command = [sys.executable, "-m", "bench.square_load", str(port), str(seconds), str(CONNECTIONS), str(cpu)]
    done = subprocess.run(command, input=json.dumps(requests), text=True, capture_output=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _counted(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Queries and bytes of the pages, and what their scripts and styles weigh."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    whole = next(path for path, pages in made["paths"] if pages > 1)
    single = made["paths"][-1][0]
    for who, session in (("anonymous", ""), ("signed-in", made["sessions"][0])):
        for name, path in (("list", "/latest/"), ("topic, 20 posts", whole), ("topic, the shortest", single)):
            client = Client(headers={"Accept-Language": "zh-CN"})
            if session:
                client.cookies[settings.SESSION_COOKIE_NAME] = session
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                page = client.get(path)
            yield row(f"square: queries, {who} {name}", len(queries), "", goal="≤ 11", met=len(queries) <= 11)
            size = len(page.content) / 1000
            yield row(f"square: page, {who} {name}", size, "kB", goal="< 100 kB", met=size < 100)
    weight = _assets(page.content.decode()) / 1000
    yield row("square: scripts and styles of a topic page, gzip", weight, "kB", goal="≤ 60 kB", met=weight <= 60)


def _assets(html: str) -> float:
    """Bytes of everything the page loads, with what its scripts load themselves, as a server would compress it."""
    from steward.foundation.ui.assets import BUILT

    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    by_file = {entry["file"]: entry for entry in manifest.values()}
    wanted = set(re.findall(r'(?:src|href)="/static/ui/built/([^"#]+\.(?:js|css))"', html))
    loads = ["behaviours/square.js"] * ("data-square" in html) + ["behaviours/editor.js"] * ("data-editor" in html)
    wanted |= {entry["file"] for key, entry in manifest.items() for name in loads if key.endswith(name)}
    waiting = list(wanted)
    while waiting:
        entry = by_file.get(waiting.pop(), {})
        more = [manifest[key]["file"] for key in entry.get("imports", [])] + entry.get("css", [])
        waiting += [file for file in more if file not in wanted]
        wanted |= set(more)
    return sum(len(gzip.compress((Path(BUILT) / file).read_bytes(), 6)) for file in wanted)
