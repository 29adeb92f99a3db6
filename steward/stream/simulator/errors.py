"""Errors of the simulator, each with a sentence for the person who asked."""


class SpecError(ValueError):
    """The community asked for cannot be made. `sentence` is translated."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
