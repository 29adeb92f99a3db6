"""Sentences to begin the facts of a judgement with, by reason code: whoever judges says what happened exactly."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.care.conduct.models import Case
from steward.care.conduct.queries.reading import language_for
from steward.foundation.ui.formats import day
from steward.people.accounts.public import Account
from steward.people.community.public import community

SENTENCES: dict[str, Any] = {
    "ad": lazy("You advertised something that has nothing to do with the topic."),
    "flood": lazy("You posted the same or nearly the same many times in a short while."),
    "abuse": lazy("You attacked a person instead of arguing about the matter."),
    "offtopic": lazy("What you wrote does not belong in this topic."),
    "dup": lazy("You posted this in another place already."),
    "porn": lazy("You posted sexual content."),
    "gamble": lazy("You invited people to gamble."),
    "drug": lazy("You offered or asked for goods that are forbidden."),
    "fraud": lazy("You tried to get money or data from people with untrue claims."),
    "privacy": lazy("You published somebody's private matters without their consent."),
    "rumor": lazy("You presented something as a fact that is not true, or for which there is no source."),
    "minor": lazy("What you wrote endangers minors."),
    "bully": lazy("You went after a person again and again, or called on others to do so."),
    "induce": lazy("You tried to lure people into sharing or recruiting."),
    "ip": lazy("You published something whose rights belong to somebody else."),
    "unlabeled_ai": lazy("You posted AI-generated content without its label."),
    "politics": lazy("What you posted must not be published under the law that applies here."),
}


def begun_facts(case: Case, code: str, account: Account | None) -> str:
    """The facts begun, in the author's language: when, where, and what this kind of violation usually is."""
    with translation.override(language_for(account) if account else community().languages[0]):
        where = _("On %(day)s in “%(place)s”:") % {
            "day": day(case.written_at or case.opened_at), "place": case.place_name or case.title,
        }  # fmt: skip
        return f"{where} {SENTENCES[code]}" if code in SENTENCES else where
