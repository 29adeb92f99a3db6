from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.kernel.sealing import seal, unseal


@given(st.text())
def test_what_was_sealed_comes_back(text) -> None:
    assert unseal(seal(text)) == text


def test_a_sealed_secret_cannot_be_read_and_never_looks_the_same() -> None:
    one, two = seal("whsec_secret"), seal("whsec_secret")

    assert "whsec" not in one
    assert one.isascii()
    assert one != two


def test_nothing_stays_nothing() -> None:
    assert (seal(""), unseal("")) == ("", "")


def test_another_installation_cannot_open_it(settings) -> None:
    sealed = seal("secret")
    settings.SECRET_KEY = "of another house"

    assert unseal(sealed) == ""


@given(st.text())
def test_what_was_never_sealed_opens_to_nothing(text) -> None:
    assert unseal(text) == ""


def test_a_sealed_text_that_was_changed_does_not_open() -> None:
    sealed = seal("secret")

    assert unseal(sealed[:-4] + "AAA=") == ""
