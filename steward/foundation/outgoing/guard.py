"""Where Steward may go: addresses that anybody on the internet could reach, on the usual ports.

What is refused follows the IANA registries of special-purpose addresses (RFC 6890 and its updates). A name is resolved
once and the connection is made to the address that was checked, so a second, different answer of the name server
(DNS rebinding) has no effect.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna
from django.conf import settings
from django.utils.translation import gettext as _

from steward.foundation.outgoing.errors import Refused, Unreachable

PORTS = frozenset({80, 443, 8080, 8443})
LONGEST = 4096
_SCHEMES = {"http": 80, "https": 443}
#: Characters that parsers of addresses read differently from each other.
_TREACHEROUS = re.compile(r"[\x00-\x20\x7f\\]")

Resolver = Callable[[str, float], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PRIVATE_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_PRIVATE_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16")
)
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


@dataclass(frozen=True, slots=True)
class Target:
    """An address that passed: where to connect, and what to ask for there."""

    url: str
    scheme: str
    host: str  # ASCII
    port: int
    path: str  # with query, percent-encoded
    addresses: tuple[str, ...]  # checked; nothing else may be connected to

    @property
    def authority(self) -> str:
        """The `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what secrets belong to."""
        return self.scheme, self.host, self.port


def is_public(address: Address) -> bool:
    """Whether the address belongs to the open internet, also after what it carries inside is unpacked."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _PRIVATE_4)
    if (inner := _inside(address)) is not None:
        return is_public(inner)
    return address in _PUBLIC_6 and not any(address in network for network in _PRIVATE_6)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056), ISATAP (RFC 5214)."""
    number = int(address)
    if address in _MAPPED or address in _NAT64 or (number >> 32) & 0xFFFFFFFF in _ISATAP:
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return ipaddress.IPv4Address((number >> 80) & 0xFFFFFFFF)
    return None


def resolve(host: str, seconds: float) -> list[str]:
    """The addresses of a host name by the system's resolver, within `seconds`. Raises `Unreachable`."""
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    # The system's resolver knows no time limit; a thread that outlives its welcome ends with its own.
    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(max(seconds, 0.0))
    if not found:
        raise Unreachable(_("There is no server called “%(host)s”. Check how the address is written.") % {"host": host})
    return list(found)


def check(url: str, resolver: Resolver, seconds: float) -> Target:
    """Take an address apart, resolve its host and check all of it. Raises `Refused` and `Unreachable`."""
    scheme, host, port, path = _parts(url)
    named = _named(host, port)
    if not named and port not in PORTS:
        raise Refused(_("Steward does not connect to port %(port)s of other servers.") % {"port": port})
    addresses = tuple(resolver(host, seconds))
    if not addresses:
        raise Unreachable(_("There is no server called “%(host)s”. Check how the address is written.") % {"host": host})
    if not named and not all(_is_public_text(address) for address in addresses):
        why = _("“%(host)s” is not a server of the open internet. Steward does not connect to it.")
        raise Refused(why % {"host": host})
    return Target(url, scheme, host, port, path, addresses)


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST or _TREACHEROUS.search(url):
        raise Refused(_("This is not an address Steward can read. Copy it from the address bar of the browser."))
    try:
        split = urlsplit(url)
        port, name = split.port, split.hostname or ""
    except ValueError:
        split, port, name = urlsplit(""), None, ""
    scheme = split.scheme.lower()
    if scheme not in _SCHEMES or not name:
        raise Refused(_("An address starts with https:// or http:// and names a server."))
    if split.username is not None or split.password is not None:
        raise Refused(_("The address contains a name or password before the “@”. Take it out."))
    path = quote(split.path or "/", safe="%/:=&~+!$,;'@()*") + (
        "?" + quote(split.query, safe="%/:=&?~+!$,;'@()*[]") if split.query else ""
    )
    return scheme, _ascii(name), port if port is not None else _SCHEMES[scheme], path


def _ascii(host: str) -> str:
    """The host as it is asked for on the wire: 例子.中国 becomes xn--…; a trailing dot goes."""
    host = host.rstrip(".")
    if re.fullmatch(r"[0-9a-fA-F:.]+|[A-Za-z0-9_.-]+", host):
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:
        raise Refused(_("“%(host)s” is not the name of a server.") % {"host": host}) from None


def _named(host: str, port: int) -> bool:
    """Whether the installation's settings let this host and port through."""
    bare = f"[{host}]" if ":" in host else host
    return f"{bare}:{port}" in {entry.lower() for entry in settings.OUTGOING_ALLOW}


def _is_public_text(address: str) -> bool:
    try:
        return is_public(ipaddress.ip_address(address))
    except ValueError:
        return False
