"""The vocabulary of oversight."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.care.conduct.enums import Source

#: Who found it: people, a rule (also one that held it before it was published), the classifier.
FINDERS: dict[str, Any] = {"human": _("people"), "rule": _("rules"), "model": _("the classifier")}
#: Finder → the sources of conduct that are counted to it.
SOURCES: dict[str, tuple[str, ...]] = {
    "human": (Source.REPORT, Source.TEAM),
    "rule": (Source.RULE, Source.HELD),
    "model": (Source.MODEL,),
}
FINDER_OF: dict[str, str] = {source: finder for finder, sources in SOURCES.items() for source in sources}

#: The permissions of this room.
VIEW = "oversight.view"  # clause statistics, reports before they are published, one's own load
LOOK = "oversight.look"  # give blind second looks, see where they disagree
PUBLISH = "oversight.publish"  # publish reports, redact entries of the log, say how open it is
LOAD = "oversight.load"  # read the load of others, from the day after

#: The longest reason of a redaction, note of a second look, note on one's load.
LONGEST = 1000
