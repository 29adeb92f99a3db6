"""What the killed processes run: `python -m … laboratory tell|deliver|show` in a home of their own."""

# ruff: noqa: E402, T201  (Django is set up before its models are imported)
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")

import django

django.setup()

from datetime import timedelta

from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import contribute
from steward.people.accounts.public import Account
from steward.people.notify.actions.deliver import LEASE, deliver
from steward.people.notify.models import Mail
from steward.people.notify.public import Line, NotificationKind, tell

contribute("notification-kinds", NotificationKind("lab", "Lab", "Lab", "each", lambda _params: Line("News")))


def main() -> None:
    word = sys.argv[1]
    if word == "tell":
        accounts = [Account.objects.create_user(f"m{n}@example.org", name=f"M{n}").pk for n in range(3)]
        tell(kind="lab", accounts=accounts, subject="x:1", params={}, url="/x/1/")
    elif word == "deliver":
        deliver(now=clock.now() + timedelta(minutes=3))
    elif word == "later":
        deliver(now=clock.now() + LEASE + timedelta(minutes=4))
    elif word == "show":
        rows = Mail.objects.order_by("pk").values_list("state", "attempts")
        print(json.dumps([list(row) for row in rows]))


if __name__ == "__main__":
    main()
