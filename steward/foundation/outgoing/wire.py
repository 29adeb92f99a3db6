"""One request over a checked connection: the address pinned, the name verified, time and size limited."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import certifi
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from steward.foundation.outgoing.errors import Unreachable
from steward.foundation.outgoing.guard import Target
from steward.foundation.outgoing.records import Answer

_PIECE = 32_768
_TROUBLE = (HTTPError, http.client.HTTPException, OSError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long: bytes of the decompressed body, the moment (monotonic) when it must be over."""

    max_bytes: int
    deadline: float
    cut: bool  # whether the first `max_bytes` are answer enough

    @property
    def left(self) -> float:
        """Seconds left; raises `Unreachable` when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Unreachable(_("The other server took too long to answer."))
        return left


def ask(target: Target, method: str, headers: Mapping[str, str], body: bytes | None, limits: Limits) -> Answer:
    """Make one request, following nothing. Raises `Unreachable`."""
    connection = _connect(target, limits)
    line = connection.sock
    # Timeouts of sockets count from the last byte: only closing the line ends a server that sends one byte a second.
    watchdog = threading.Timer(limits.left, _hang_up, [line])
    watchdog.daemon = True
    watchdog.start()
    try:
        connection.request(
            method, target.path, body=body, headers={"Host": target.authority, **headers}, preload_content=False
        )
        response = connection.getresponse()
        content, is_cut = _read(response, limits)
        limits.left  # noqa: B018 – a line closed by the watchdog looks like an end
    except _TROUBLE as trouble:
        limits.left  # noqa: B018
        raise Unreachable(_("%(host)s broke off while answering.") % {"host": target.host}) from trouble
    finally:
        watchdog.cancel()
        connection.close()
        _hang_up(line)
    told = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, target.url, told.get("content-type", ""), told, content, is_cut)


def _read(response: HTTPResponse, limits: Limits) -> tuple[bytes, bool]:
    """The decompressed body, a piece at a time, so that a bomb is noticed long before it has gone off."""
    content = bytearray()
    while piece := response.read(_PIECE, decode_content=True):
        content += piece
        if len(content) > limits.max_bytes:
            if limits.cut:
                return bytes(content[: limits.max_bytes]), True
            size = max(limits.max_bytes // 1000, 1)
            raise Unreachable(_("The answer is larger than %(size)s kB.") % {"size": size})
        limits.left  # noqa: B018 – raises when time is up
    return bytes(content), False


def _connect(target: Target, limits: Limits) -> HTTPConnection:
    """A connection to the first of the checked addresses that takes one."""
    trouble: Exception | None = None
    for address in target.addresses:
        connection = _connection(target, address, limits.left)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as problem:
            connection.close()
            raise Unreachable(_untrusted(target)) from problem
        except _TROUBLE as problem:
            connection.close()
            trouble = problem
            if isinstance(problem.__cause__ or problem.__context__, ssl.SSLCertVerificationError):
                raise Unreachable(_untrusted(target)) from problem
        else:
            return connection
    limits.left  # noqa: B018
    raise Unreachable(_("%(host)s does not take connections now.") % {"host": target.host}) from trouble


def _untrusted(target: Target) -> str:
    return _("%(host)s shows a certificate that cannot be trusted for this name.") % {"host": target.host}


def _connection(target: Target, address: str, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    trust = _trust(str(settings.OUTGOING_CA))
    return HTTPSConnection(address, target.port, timeout=seconds, server_hostname=target.host, ssl_context=trust)


@cache
def _trust(extra: str) -> ssl.SSLContext:
    """The system's certificates, those of the `certifi` package, and what the installation adds."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if extra:
        context.load_verify_locations(extra)
    return context


def _hang_up(line: socket.socket | None) -> None:
    if line is not None:
        with suppress(OSError):
            # The plain call: the one of TLS sockets forgets its session under the feet of whoever reads from it.
            socket.socket.shutdown(line, socket.SHUT_RDWR)
