import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.outgoing.errors import Refused, Unreachable
from steward.foundation.outgoing.guard import check, is_public, resolve

OPEN = "93.184.215.14"


def target_of(url, *addresses):
    return check(url, lambda _host, _seconds: list(addresses or (OPEN,)), 5)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.8.8.8", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "3fff::1",
        "100::1", "5f00::1", "2001::1", "2001:10::1", "64:ff9b:1::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2002:a9fe:a9fe::",
        "2400:cb00::5efe:10.0.0.1", "2400:cb00::200:5efe:127.0.0.1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet_is_refused(address) -> None:
    assert is_public(ipaddress.ip_address(address)) is False
    with pytest.raises(Refused):
        target_of("https://example.org/", OPEN, address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1", "93.184.215.14", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
        "198.17.0.1", "223.255.255.255", "2400:cb00:2048:1::c629:d7a2", "2606:4700::1111", "2001:4860:4860::8888",
        "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1", "2400:cb00::5efe:1.1.1.1",
    ],
)  # fmt: skip
def test_an_address_of_the_open_internet_passes(address) -> None:
    assert target_of("https://example.org/a", address).addresses == (address,)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::", "2400:cb00::5efe:0:0"]))
def test_an_embedded_address_is_judged_like_the_bare_one(address, prefix) -> None:
    embedded = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | int(address))

    assert is_public(embedded) is is_public(address)


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_passes(address) -> None:
    loose = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    if loose and not str(address).startswith(("192.0.0.9", "192.0.0.10")):
        assert is_public(address) is False


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/",
        "javascript:alert(1)", "http://", "http:///path", "https://me:secret@example.org/", "https://me@example.org/",
        "https://@example.org/", "https://example.org:22/", "https://example.org:0/", "https://example.org:99999/",
        "https://example.org:x/", "https://exa mple.org/", "https://example.org\\@127.0.0.1/", "http://example.org/\n",
        "http://example.org/\x00", "https://[::1", "https://[fe80::1%25eth0]/", "https://a..b/",
        "https://" + "a" * 5000,
    ],
)  # fmt: skip
def test_an_address_that_hides_something_is_refused_without_asking_anybody(url) -> None:
    asked = []

    with pytest.raises((Refused, Unreachable)):
        check(url, lambda host, _seconds: asked.append(host) or [], 5)

    assert asked in ([], ["a..b"])


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://Example.ORG", "example.org", "/"),
        ("http://example.org.:8080/a b".replace(" ", "%20"), "example.org:8080", "/a%20b"),
        (
            "https://例子.中国/路径?问=答&b=%41#part",
            "xn--fsqu00a.xn--fiqs8s",
            "/%E8%B7%AF%E5%BE%84?%E9%97%AE=%E7%AD%94&b=%41",
        ),
        ("https://[2606:4700::1111]:8443/", "[2606:4700::1111]:8443", "/"),
    ],
)
def test_an_address_is_taken_apart_as_it_goes_on_the_wire(url, authority, path) -> None:
    target = target_of(url)

    assert (target.authority, target.path) == (authority, path)


def test_other_ports_and_private_addresses_pass_only_when_the_settings_name_both(settings) -> None:
    settings.OUTGOING_ALLOW = ["Hooks.internal:9000", "[::1]:9001"]

    assert target_of("http://hooks.internal:9000/", "10.0.0.7").addresses == ("10.0.0.7",)
    assert target_of("http://[::1]:9001/", "::1").port == 9001
    for url in ("http://hooks.internal:9001/", "http://hooks.internal/", "http://127.0.0.1:9000/"):
        with pytest.raises(Refused):
            target_of(url, "10.0.0.7")


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/"])
def test_this_machine_is_refused_under_all_its_names(url) -> None:
    with pytest.raises((Refused, Unreachable)):
        check(url, resolve, 5)


def test_a_name_nobody_knows_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        check("https://nobody.invalid/", lambda _host, _seconds: [], 5)


def test_a_slow_name_server_is_not_waited_for(monkeypatch) -> None:
    import socket
    import time

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: time.sleep(5))
    start = time.monotonic()

    with pytest.raises(Unreachable):
        resolve("slow.example", 0.1)

    assert time.monotonic() - start < 2
