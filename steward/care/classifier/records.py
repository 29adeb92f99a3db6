"""What the classifier says of a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How likely a text breaks the code, and why. It proposes; nobody may act on it without a person.

    `label` is the likeliest reason code, "" when fine is likelier than each; `probability` is that of the label.
    `chances` are all labels the version knows with their probabilities, the likeliest first; with fine they add up to
    1. `proposed` is the label whose probability reaches the threshold chosen for it, "" when none does. `reasons` are
    words of the text with what they add to the log-odds of the likeliest label, the strongest first.
    """

    label: str
    probability: float
    reasons: tuple[tuple[str, float], ...] = ()
    chances: tuple[tuple[str, float], ...] = ()
    proposed: str = ""
    threshold: float | None = None  # of the likeliest label; None never proposes
    version: str = ""

    def chance(self, label: str) -> float:
        """The probability of one label; 0 for one the version does not know."""
        return dict(self.chances).get(label, 0.0)
