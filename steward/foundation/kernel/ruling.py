"""What a rule answers: allowed, or denied with a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """The rule has nothing against it."""

    def __bool__(self) -> bool:
        """Truthy."""
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """The rule forbids it; `why` is a translated sentence for the person."""

    why: str

    def __bool__(self) -> bool:
        """Falsy."""
        return False


Ruling = Allowed | Denied


class Forbidden(Exception):
    """An action was denied: 403 with its sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotFound(Exception):
    """The thing is not there, or must not be known to be: 404."""


class Invalid(Exception):
    """The values cannot be used. `errors` maps a field name ("" for the whole) to a translated sentence."""

    def __init__(self, errors: dict[str, str] | str) -> None:
        self.errors = {"": errors} if isinstance(errors, str) else errors
        super().__init__("; ".join(str(error) for error in self.errors.values()))


class Overtaken(Invalid):
    """Somebody else changed the thing since it was read: 409, and nothing of theirs is overwritten."""


def require(ruling: Ruling) -> None:
    """Raise `Forbidden` when the ruling is a denial."""
    if isinstance(ruling, Denied):
        raise Forbidden(ruling.why)
