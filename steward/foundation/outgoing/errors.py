"""Why there is no answer, each with a sentence for the person."""


class NoAnswer(Exception):
    """There is no answer; `sentence` says why and what would help."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(NoAnswer):
    """Steward does not go there: a private address, an odd port, an address that hides something."""


class Unreachable(NoAnswer):
    """The other server cannot be found, is too slow, says too much or breaks off."""
