import datetime as dt
import gzip
import socket
import ssl
import threading
import time
import zlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from steward.foundation.outgoing.public import Refused, Unreachable, fetch, send
from steward.foundation.outgoing.tests.servers import saying, serving


@pytest.fixture
def allowed(settings):
    def allow(*servers, host="127.0.0.1") -> None:
        settings.OUTGOING_ALLOW = [f"{host}:{server.server_port}" for server in servers]

    return allow


def here(_host, _seconds):
    return ["127.0.0.1"]


def test_a_page_is_fetched_with_what_the_server_says_about_it(allowed) -> None:
    with serving(saying("你好".encode(), Content_Type="text/html; charset=utf-8", X_Odd="1")) as server:
        allowed(server)

        answer = fetch(f"{server.url}/a?b=1", accept="text/html", headers={"X-Mine": "yes"})

    assert (answer.status, answer.body.decode(), answer.content_type) == (200, "你好", "text/html; charset=utf-8")
    assert (answer.headers["x-odd"], answer.url, answer.is_cut) == ("1", f"{server.url}/a?b=1", False)
    _method, path, headers, _body = server.seen[0]
    assert (path, headers["Accept"], headers["X-Mine"]) == ("/a?b=1", "text/html", "yes")
    assert headers["User-Agent"].startswith("Steward/")
    assert "Cookie" not in headers


def test_a_private_server_is_not_even_connected_to() -> None:
    with serving(saying(b"secret")) as server:
        with pytest.raises(Refused):
            fetch(f"http://public.example:{server.server_port}/", resolver=here)
        with pytest.raises(Refused):
            send(server.url, body=b"x", headers={})

    assert server.seen == []


def test_a_redirect_to_a_private_address_is_refused(allowed) -> None:
    with serving(saying(b"secret")) as inside, serving(saying(b"", 302, Location=inside.url)) as outside:
        allowed(outside)

        with pytest.raises(Refused):
            fetch(outside.url)

    assert inside.seen == []


def test_redirects_are_followed_and_secrets_stay_with_their_origin(allowed) -> None:
    with (
        serving(saying(b"there")) as second,
        serving(saying(b"", 301, Location=f"http://127.0.0.1:{second.server_port}/next")) as first,
    ):
        allowed(first, second)

        answer = fetch(first.url, headers={"Authorization": "Bearer secret"})

    assert (answer.body, answer.url) == (b"there", f"{second.url}/next")
    assert "Authorization" in first.seen[0][2]
    assert "Authorization" not in second.seen[0][2]


def test_redirects_without_end_come_to_an_end(allowed) -> None:
    with serving(saying(b"", 302, Location="/again")) as server:
        allowed(server)

        with pytest.raises(Unreachable):
            fetch(server.url)

    assert len(server.seen) == 6


def test_a_second_answer_of_the_name_server_has_no_effect(settings) -> None:
    """The first answer is allowed by name; where it is asked again, it would lead elsewhere."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with serving(saying(b"pinned")) as server:
        settings.OUTGOING_ALLOW = [f"rebinding.example:{server.server_port}"]

        answer = fetch(f"http://rebinding.example:{server.server_port}/", resolver=lambda *_args: next(answers))

    assert answer.body == b"pinned"
    assert server.seen[0][2]["Host"] == f"rebinding.example:{server.server_port}"
    assert next(answers) == ["127.0.0.2"]


def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Refused):
        fetch("http://mixed.example/", resolver=lambda *_args: ["93.184.215.14", "10.0.0.1"])


def test_the_next_address_is_tried_when_the_first_does_not_answer(settings) -> None:
    with serving(saying(b"second")) as server:
        settings.OUTGOING_ALLOW = [f"two.example:{server.server_port}"]

        answer = fetch(f"http://two.example:{server.server_port}/", resolver=lambda *_args: ["127.0.0.9", "127.0.0.1"])

    assert answer.body == b"second"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip"])
def test_a_decompression_bomb_is_defused(allowed, coding) -> None:
    bomb = b"\0" * 50_000_000
    packed = gzip.compress(bomb) if "gzip" in coding else zlib.compress(bomb)
    packed = gzip.compress(packed) if coding == "gzip, gzip" else packed
    with serving(saying(packed, Content_Encoding=coding)) as server:
        allowed(server)
        start = time.monotonic()

        with pytest.raises(Unreachable):
            fetch(server.url, max_bytes=100_000)
        cut = fetch(server.url, max_bytes=100_000, cut=True)

    assert (len(cut.body), cut.is_cut) == (100_000, True)
    assert len(packed) < 100_000
    assert time.monotonic() - start < 3


def test_compressed_pages_are_unpacked(allowed) -> None:
    with serving(saying(gzip.compress(b"plain"), Content_Encoding="gzip")) as server:
        allowed(server)

        assert fetch(server.url).body == b"plain"


def test_a_long_answer_is_refused_or_cut(allowed) -> None:
    with serving(saying(b"x" * 2000)) as server:
        allowed(server)

        with pytest.raises(Unreachable):
            fetch(server.url, max_bytes=1999)

        assert fetch(server.url, max_bytes=2000).is_cut is False
        assert fetch(server.url, max_bytes=10, cut=True).body == b"x" * 10


@pytest.mark.parametrize("part", ["head", "body", "silence"])
def test_a_server_that_says_one_byte_at_a_time_is_hung_up_on(allowed, part) -> None:
    def drip(handler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        for _n in range(100):
            if part != "silence":
                handler.wfile.write(b"x")
                handler.wfile.flush()
            time.sleep(0.1)

    with serving(drip) as server:
        allowed(server)
        start = time.monotonic()

        with pytest.raises(Unreachable, match="too long"):
            fetch(server.url, timeout=0.5)

    assert time.monotonic() - start < 5


def test_what_is_not_http_is_unreachable(settings) -> None:
    def talk() -> None:
        line, _peer = listener.accept()
        with line:
            line.sendall(b"220 mail.example ESMTP\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        settings.OUTGOING_ALLOW = [f"127.0.0.1:{port}"]
        talking = threading.Thread(target=talk)
        talking.start()

        with pytest.raises(Unreachable):
            fetch(f"http://127.0.0.1:{port}/")

        talking.join()

    with pytest.raises(Unreachable, match="does not take"):
        fetch(f"http://127.0.0.1:{port}/")


def test_proxies_of_the_environment_are_not_used(allowed, monkeypatch) -> None:
    with serving(saying(b"proxied")) as proxy, serving(saying(b"direct")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        allowed(server)

        assert fetch(server.url).body == b"direct"

    assert proxy.seen == []


def test_a_post_sends_its_body_and_follows_nothing(allowed) -> None:
    with serving(saying(b"moved", 307, Location="/elsewhere")) as server:
        allowed(server)

        answer = send(server.url, body=b'{"a": 1}', headers={"Content-Type": "application/json"})

    method, path, headers, body = server.seen[0]
    assert (method, path, headers["Content-Type"], body) == ("POST", "/", "application/json", b'{"a": 1}')
    assert (answer.status, answer.body, len(server.seen)) == (307, b"moved", 1)


@pytest.fixture
def secure(tmp_path):
    """TLS for the name secure.example, and the certificate as a file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "secure.example")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("secure.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, keys = tmp_path / "certificate.pem", tmp_path / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    keys.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, keys)
    names = []
    context.sni_callback = lambda _socket, asked, _context: names.append(asked)
    return context, file, names


def test_the_certificate_is_checked_by_name_though_the_address_is_pinned(settings, secure) -> None:
    context, file, names = secure
    settings.OUTGOING_CA = str(file)
    with serving(saying(b"sealed"), context) as server:
        port = server.server_port
        settings.OUTGOING_ALLOW = [f"secure.example:{port}", f"other.example:{port}"]

        answer = fetch(f"https://secure.example:{port}/", resolver=here)
        with pytest.raises(Unreachable, match="certificate"):
            fetch(f"https://other.example:{port}/", resolver=here)

    assert (answer.body, names[0]) == (b"sealed", "secure.example")
    assert len(server.seen) == 1


def test_a_certificate_nobody_vouches_for_is_not_trusted(settings, secure) -> None:
    context, _file, _names = secure
    with serving(saying(b"sealed"), context) as server:
        settings.OUTGOING_ALLOW = [f"secure.example:{server.server_port}"]

        with pytest.raises(Unreachable, match="certificate"):
            fetch(f"https://secure.example:{server.server_port}/", resolver=here)

    assert server.seen == []
