"""The load: `python -m bench.square_load <port> <seconds> <connections> <cpu>` reads requests from standard input.

Standard input is a JSON list of lists of [path, headers]; each connection sends requests drawn from it, one after the
other over one kept connection, with a seed of its own. Prints one JSON object: requests a second, milliseconds at the
median and at 99 of 100, bytes of the largest answer, how many answers were not 200.
"""

import asyncio
import json
import os
import random
import sys
import time
from typing import Any


class Connection(asyncio.Protocol):
    """One kept connection that asks again as soon as it has its answer."""

    def __init__(
        self, requests: list[bytes], seed: int, until: float, times: list[float], seen: dict[str, int]
    ) -> None:
        self._requests, self._draw, self._until = requests, random.Random(seed), until
        self._times, self._seen = times, seen
        self._left, self._head, self._size = 0, b"", 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport: Any = transport
        self._ask()

    def _ask(self) -> None:
        if time.perf_counter() >= self._until:
            self._transport.close()
            if not self.done.done():
                self.done.set_result(None)
            return
        self._head, self._left, self._size = b"", -1, 0
        self._began = time.perf_counter()
        self._transport.write(self._draw.choice(self._requests))

    def data_received(self, data: bytes) -> None:
        """Count down to the end of the answer."""
        self._size += len(data)
        if self._left < 0:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self._head[:end].lower()
            length = head.find(b"content-length:")
            wanted = int(head[length + 15 :].split(b"\r\n", 1)[0]) if length >= 0 else 0
            self._left = wanted - (len(self._head) - end - 4)
            self._seen["wrong"] += not head.startswith(b"http/1.1 200")
        else:
            self._left -= len(data)
        if self._left <= 0:
            self._times.append(time.perf_counter() - self._began)
            self._seen["bytes"] = max(self._seen["bytes"], self._size)
            self._ask()

    def connection_lost(self, _exc: Exception | None) -> None:
        """The server hung up: the rest of the time is lost, and counted."""
        if not self.done.done():
            self._seen["wrong"] += 1
            self.done.set_result(None)


def wire(path: str, headers: dict[str, str]) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def load(port: int, seconds: float, connections: int, requests: list[bytes]) -> dict[str, float]:
    """Ask for that long; what came back."""
    times: list[float] = []
    seen = {"wrong": 0, "bytes": 0}
    until = time.perf_counter() + seconds
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    made = [
        await loop.create_connection(
            lambda number=number: Connection(requests, number, until, times, seen), "127.0.0.1", port
        )
        for number in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _transport, protocol in made))
    took = time.perf_counter() - began
    times.sort()
    at = lambda share: 1000 * times[min(int(len(times) * share), len(times) - 1)] if times else 0  # noqa: E731
    return {"rate": len(times) / took, "p50": at(0.5), "p99": at(0.99), "bytes": seen["bytes"], "wrong": seen["wrong"]}


def main() -> None:
    """Read what to ask for, ask, print."""
    port, seconds, connections, cpu = (int(text) for text in sys.argv[1:5])
    if cpu >= 0:
        os.sched_setaffinity(0, {cpu})
    requests = [wire(path, headers) for path, headers in json.load(sys.stdin)]
    print(json.dumps(asyncio.run(load(port, seconds, connections, requests))))


if __name__ == "__main__":
    main()
