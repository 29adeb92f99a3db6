"""The filters beside the search box, as words of its grammar."""

from django.http import QueryDict

#: Fields of the form and the filter each one writes.
FIELDS = ("in", "by", "tag", "kind", "is", "after", "before")


def composed(given: QueryDict) -> str:
    """What was typed together with the filters chosen beside it, in one line; "" values are left out."""
    terms = [given.get("q", "").strip()]
    for name in FIELDS:
        value = given.get(f"f-{name}", "").replace('"', "").strip()
        if value:
            terms.append(f'{name}:"{value}"' if " " in value else f"{name}:{value}")
    return " ".join(term for term in terms if term)


def is_composing(given: QueryDict) -> bool:
    """Whether the form with filters was sent."""
    return any(f"f-{name}" in given for name in FIELDS)
