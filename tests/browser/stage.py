"""What stands in the square before the curtain rises, made by the real actions in a home of its own.

`python -m tests.browser.stage furnish` after the owner has come in: members, categories, topics; prints where they are.
`python -m tests.browser.stage deliver`: the mails, as if the minutes they wait had passed.
`python -m tests.browser.stage order <folder>`: a code of conduct, what the Discord export says, people to judge.
`python -m tests.browser.stage loop <zulip> <discord> <until> <folder>`: two real exports up to a moment.
`python -m tests.browser.stage on <discord> <until> <folder> [<since>]`: what Discord said since.
`python -m tests.browser.stage direction`: positioning, goals, decisions, tasks, a survey, reports.
`python -m tests.browser.stage survey`: the survey alone.
`python -m tests.browser.stage court`: cases, decisions, appeals, rules and reports to look at.
"""

# ruff: noqa: E402, T201  (Django is set up before its models are imported)
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")

import django

django.setup()

from datetime import timedelta

from allauth.account.models import EmailAddress

from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM, Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.people.community.public import change_community
from steward.people.notify.actions.deliver import deliver
from steward.square.forum.actions.accept_answer import accept
from steward.square.forum.actions.found_square import found_square
from steward.square.forum.actions.join_chain import join_chain
from steward.square.forum.actions.react import react
from steward.square.forum.actions.vote import vote
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Category
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.tests.square import make_post, make_topic, make_viewer
from steward.square.letters.actions.begin import begin
from tests.browser.stage_court import furnish_court
from tests.browser.stage_direction import asked, furnish_direction
from tests.browser.stage_loop import furnish_loop, go_on
from tests.browser.stage_order import furnish_order

PASSWORD = "three cups of oolong"
QUESTION = """How hot should the water be?

| tea | water |
|---|---|
| green | 80 °C |
| oolong | 95 °C |

```python
def hot(tea: str) -> int:
    return {"green": 80}.get(tea, 95)
```

- [x] buy a kettle
- [ ] find out

||Not boiling, I hope.||"""


def member(email: str, name: str, role: str = "") -> Viewer:
    """Somebody who can sign in, trusted so far that no limit stands in the way."""
    viewer = make_viewer(name, role=role)
    account = Account.objects.get(pk=viewer.account_id)
    account.email, account.language = email, "en"
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return viewer_of(account)


def furnish() -> dict[str, str]:
    """Addresses of what there is: name → path."""
    change_community(actor=SYSTEM, signup_mode="open", languages=["en", "zh-hans"], name="Tea house 半亩茶园",
                     purpose="Where one learns to brew.")  # fmt: skip
    found_square(actor=SYSTEM, language="en")
    general, questions = Category.objects.get(key="general"), Category.objects.get(key="questions")
    ming, moli = member("ming@example.org", "阿明"), member("moli@example.org", "茉莉 Moli", role="moderator")
    iris = member("iris@example.org", "Iris")
    asked = make_topic(iris, questions, kind=TopicKind.QUESTION, title="How hot for oolong?", source=QUESTION)
    answer = make_post(ming, asked, source="> How hot should the water be?\n\nNinety-five, and **no** longer.")
    make_post(moli, asked, source=f"@Iris see what [阿明](/p/{answer.pk}/) says 🍵", reply_to=answer.pk)
    accept(actor=iris, post_id=answer.pk)
    react(actor=iris, post_id=answer.pk, emoji="👍")
    poll = make_topic(ming, general, kind=TopicKind.POLL, title="Which tea next?", source="One vote each.",
                      poll=PollSpec(("Green", "岩茶", "Pu'er")))  # fmt: skip
    vote(actor=iris, topic_id=poll.pk, options=[poll.poll.options.first().pk])
    chain = make_topic(moli, general, kind=TopicKind.CHAIN, title="Saturday's tasting 周六品茶", source="Sign up here.",
                       chain=ChainSpec(limit=3, example="Name, how many"))  # fmt: skip
    join_chain(actor=ming, topic_id=chain.pk, text="Ming, two", people=2)
    astray = make_topic(iris, general, title="Is my kettle broken?", source="It hums. Does yours?")
    first = make_topic(iris, general, title="Where do you buy gaiwans?", source="Mine fell off the table.")
    second = make_topic(ming, general, title="Gaiwans: a good shop?", source="In Berlin, or by mail.")
    letter = begin(actor=moli, to=[ming.own_id, iris.own_id], title="Saturday", source="Who brings the cups?")
    return {
        "question": f"/t/{asked.pk}/", "answer": f"/p/{answer.pk}/", "poll": f"/t/{poll.pk}/",
        "chain": f"/t/{chain.pk}/", "letter": f"/letters/{letter.conversation_id}/",
        "astray": f"/t/{astray.pk}/", "first": f"/t/{first.pk}/", "second": f"/t/{second.pk}/",
    }  # fmt: skip


def main(word: str, *more: str) -> None:
    """Do it and say what came of it."""
    if word == "furnish":
        print(json.dumps(furnish()))
    elif word == "deliver":
        print(deliver(now=clock.now() + timedelta(minutes=3)).sent)
    elif word == "court":
        print(json.dumps(furnish_court()))
    elif word == "direction":
        print(json.dumps(furnish_direction()))
    elif word == "survey":
        print(json.dumps(asked(SYSTEM)))
    elif word == "order":
        print(json.dumps(furnish_order(*more)))
    elif word == "loop":
        print(json.dumps(furnish_loop(*more)))
    elif word == "on":
        print(json.dumps(go_on(*more)))


if __name__ == "__main__":
    main(*sys.argv[1:])
