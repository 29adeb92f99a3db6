"""A paragraph that is nothing but openers stays text, so that reading takes time in proportion to it."""

import pytest

from steward.foundation.kernel.markdown import reader


@pytest.mark.parametrize(("opener", "most"), [("[", 400), ("://", 200), ("`", 1500), ("<", 1500)])
def test_a_paragraph_of_openers_stays_text_and_its_neighbours_do_not(opener, most):
    wild = "a" + opener * (most + 1)
    shown = wild.replace("<", "&lt;")

    assert reader().render(f"{wild}\n\n**bold**") == f"<p>{shown}</p>\n<p><strong>bold</strong></p>\n"
