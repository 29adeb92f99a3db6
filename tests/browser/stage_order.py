"""What stands in the square for journeys of order and justice: a code, what a real server said, people and topics."""

from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from steward.care.clauses.actions.found_code import found_code
from steward.care.clauses.actions.publish_edition import publish_edition
from steward.care.clauses.public import code_now
from steward.people.access.public import SYSTEM, Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.square.forum.models import Category
from steward.square.forum.tests.square import make_post, make_topic, make_viewer
from steward.stream.channels.actions.receive import receive
from steward.stream.channels.actions.run import run_import
from steward.stream.channels.actions.start import start_import

PASSWORD = "three cups of oolong"
#: Who plays in each language: (address, name). The author writes against the rule, the reader reports the seller.
CAST = {
    "en": {"author": "Tom", "reader": "Rosa", "seller": "Sue"},
    "zh-hans": {"author": "阿泰", "reader": "小荷", "seller": "老宋"},
}
TITLES = {"en": "Which oolong for the morning?", "zh-hans": "早上喝哪种乌龙茶好？"}
SOLD = {"en": "Forget tea. I sell bicycles, come and see.", "zh-hans": "别喝茶了，我卖自行车，来看看吧。"}


def person(email: str, name: str, *, role: str = "", language: str = "en") -> Viewer:
    """Somebody who can sign in, reads mail in this language, and whom no limit of newcomers holds back."""
    viewer = make_viewer(name, role=role)
    account = Account.objects.get(pk=viewer.account_id)
    account.email, account.language = email, language
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return viewer_of(account)


def found_order() -> None:
    """The code of a product community binds at once; nobody is asked to accept it."""
    if code_now().clauses:
        return
    found_code(actor=SYSTEM, starting_set="product")
    publish_edition(actor=SYSTEM, notice_days=0, material=False)


class Silent:
    """Nobody watches the import."""

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Say nothing."""


def bring_discord(folder: str) -> int:
    """Everything a real server said, as an import of the command line brings it; how many messages."""
    (export,) = receive(actor=SYSTEM, path=Path(folder))
    start_import(actor=SYSTEM, import_id=export.pk, enqueued=False)
    return int(run_import(Silent(), export.pk)["activities"])


def cast(language: str) -> dict[str, str]:
    """The people of the journey in one language and a topic in which the seller has sold already."""
    short = language[:2]
    people = {part: person(f"{part}-{short}@example.org", name, language=language)
              for part, name in CAST[language].items()}  # fmt: skip
    topic = make_topic(people["reader"], Category.objects.get(key="general"), title=TITLES[language], source="🍵?")
    sold = make_post(people["seller"], topic, source=SOLD[language])
    return {"topic": f"/t/{topic.pk}/", "sold": f"/p/{sold.pk}/", "sold-id": str(sold.pk), "sold-words": SOLD[language]}


def furnish_order(folder: str) -> dict[str, Any]:
    """Everything of it; where the topics are, by language."""
    found_order()
    return {"messages": bring_discord(folder)} | {language: cast(language) for language in CAST}
