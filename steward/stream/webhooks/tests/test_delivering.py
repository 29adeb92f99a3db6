import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from steward.foundation.jobs.public import Job
from steward.foundation.journal.public import Fact, rewind
from steward.foundation.kernel import clock
from steward.stream.webhooks.actions.deliver import attempt_delivery, deliver_due, prune, redeliver, send_test
from steward.stream.webhooks.actions.edit_endpoint import add_endpoint, renew_secret
from steward.stream.webhooks.actions.follow import CONSUMER, follow
from steward.stream.webhooks.actions.pause import pause, resume
from steward.stream.webhooks.models import Attempt, Delivery, Endpoint
from steward.stream.webhooks.rules import DELAYS
from steward.stream.webhooks.tasks import deliver_when_due

pytestmark = pytest.mark.django_db


def deliver() -> int:
    follow()
    return deliver_due(until=time.monotonic() + 30)


def make_due() -> None:
    Delivery.objects.filter(state="waiting").update(due_at=clock.now())


def is_signed(request, secret: str) -> bool:
    """The receiver's side, after the text of the specification."""
    _method, _path, headers, body = request
    key = base64.b64decode(secret[len("whsec_") :])
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mine = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return mine in headers["webhook-signature"].split(" ")


def test_what_happened_is_told_signed_and_written_down(endpoint, receiver, brew) -> None:
    brew(7)

    assert deliver() == 1

    (request,) = receiver.seen
    method, path, headers, body = request
    told = json.loads(body)
    assert (method, path, headers["Content-Type"]) == ("POST", "/hook", "application/json; charset=utf-8")
    assert (told["type"], told["data"]) == ("tea.brewed", {"pot": 7, "tea": "龙井"})
    assert parse_datetime(told["timestamp"]) == Fact.objects.get(type="tests.tea_brewed").at
    assert is_signed(request, endpoint.secret)
    assert not is_signed(request, "whsec_" + base64.b64encode(b"guessed").decode())
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 10
    delivery, attempt = Delivery.objects.get(), Attempt.objects.get()
    assert (delivery.state, delivery.attempts, delivery.due_at, delivery.message_id) == (
        "delivered", 1, None, headers["webhook-id"],
    )  # fmt: skip
    assert (attempt.status, attempt.response, attempt.error) == (200, "thank you", "")
    assert attempt.duration_ms >= 0


def test_a_known_signature_comes_out() -> None:
    """The example of the specification's own libraries."""
    from steward.stream.webhooks.signing import signature

    signed = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_only_what_was_asked_for_and_may_be_told_is_told(endpoint, receiver, brew, caplog) -> None:
    brew(1)
    brew(2, kind="secret")
    brew(3, kind="broken")
    brew(4)

    deliver()

    assert [json.loads(request[3])["data"]["pot"] for request in receiver.seen] == [1, 4]
    assert "no message could be made" in caplog.text


def test_nothing_from_before_is_told(receiver, owner, brew) -> None:
    brew(1, 2)
    add_endpoint(actor=owner, url=receiver.url, name="Late", events=["tea.brewed"])
    brew(3)

    deliver()

    assert [json.loads(request[3])["data"]["pot"] for request in receiver.seen] == [3]


def test_reading_the_journal_again_writes_nothing_twice(endpoint, receiver, brew) -> None:
    brew(1, 2)
    follow()
    rewind(CONSUMER, 0)

    follow()

    assert Delivery.objects.count() == 2


def test_an_error_is_followed_by_another_attempt_later(endpoint, receiver, brew) -> None:
    receiver.script = [500, 200]
    brew(1)

    deliver()
    failed = Delivery.objects.get()
    at_once = deliver()
    make_due()
    deliver()

    assert (failed.state, failed.attempts, at_once) == ("waiting", 1, 0)
    assert timedelta(seconds=3) < failed.due_at - clock.now() <= DELAYS[0]
    first, second = receiver.seen
    assert first[2]["webhook-id"] == second[2]["webhook-id"]
    assert is_signed(second, endpoint.secret)
    assert [attempt.status for attempt in Attempt.objects.order_by("pk")] == [500, 200]
    assert (Delivery.objects.get().state, Endpoint.objects.get().failing_since) == ("delivered", None)


def test_the_waits_are_those_of_the_schedule_and_then_it_is_given_up(endpoint, receiver, brew) -> None:
    receiver.script = [503]
    brew(1)
    follow()
    waits = []

    for _n in range(8):
        make_due()
        deliver_due(until=time.monotonic() + 30)
        delivery = Delivery.objects.get()
        waits.append(delivery.due_at and round((delivery.due_at - clock.now()).total_seconds()))

    assert waits == [5, 60, 300, 1800, 7200, 28_800, 86_400, None]
    assert (delivery.state, delivery.attempts, Attempt.objects.count()) == ("given_up", 8, 8)
    assert Endpoint.objects.get().is_active is True


@pytest.mark.parametrize(("status", "days", "active"), [(500, 2.9, True), (500, 3.1, False), (410, 0, False)])
def test_an_endpoint_is_paused_after_days_or_when_it_says_it_is_gone(status, days, active, endpoint, receiver, brew):
    receiver.script = [status]
    if days:
        Endpoint.objects.update(failing_since=clock.now() - timedelta(days=days))
    brew(1)

    deliver()

    now = Endpoint.objects.get()
    assert (now.is_active, now.paused_by_itself) == (active, not active)
    assert Fact.objects.filter(type="webhooks.paused").count() == (not active)


def test_while_paused_nothing_is_told_and_nothing_is_caught_up(endpoint, receiver, owner, brew) -> None:
    receiver.script = [500, 200]
    brew(1)
    deliver()
    pause(actor=owner, endpoint_id=endpoint.pk)
    brew(2)
    make_due()

    assert deliver() == 0
    resume(actor=owner, endpoint_id=endpoint.pk)
    brew(3)
    deliver()

    assert [json.loads(request[3])["data"]["pot"] for request in receiver.seen] == [1, 1, 3]


def test_two_endpoints_get_their_own_and_a_dead_one_does_not_hold_up_the_other(endpoint, receiver, owner, brew) -> None:
    dead, _secret = add_endpoint(
        actor=owner,
        url="http://127.0.0.1:1/".replace("127.0.0.1:1", "nobody.invalid"),
        name="Dead",
        events=["tea.brewed"],
    )
    brew(1, 2, 3)

    attempts = deliver()

    assert (attempts, len(receiver.seen)) == (4, 3)
    assert Attempt.objects.filter(delivery__endpoint=dead).get().error.startswith("There is no server")
    assert Delivery.objects.filter(endpoint=dead, state="waiting").count() == 3


def test_a_private_address_is_refused_when_sending_too(endpoint, receiver, settings, brew) -> None:
    settings.OUTGOING_ALLOW = []
    brew(1)

    deliver()

    assert receiver.seen == []
    assert "open internet" in Attempt.objects.get().error or "port" in Attempt.objects.get().error


def test_a_renewed_secret_signs_beside_the_old_one_for_a_day(endpoint, receiver, owner, brew) -> None:
    new = renew_secret(actor=owner, endpoint_id=endpoint.pk)
    brew(1)
    deliver()
    Endpoint.objects.update(previous_until=clock.now())
    brew(2)
    deliver()

    both, alone = receiver.seen
    assert (is_signed(both, endpoint.secret), is_signed(both, new)) == (True, True)
    assert (is_signed(alone, endpoint.secret), is_signed(alone, new)) == (False, True)


def test_secrets_are_sealed_at_rest(endpoint) -> None:
    row = Endpoint.objects.values().get()

    assert endpoint.secret not in str(row)
    assert Endpoint.objects.get().masked_secret.endswith(endpoint.secret[-4:])


def test_only_the_beginning_of_an_answer_is_kept(endpoint, receiver, brew) -> None:
    receiver.words = "茶\x00".encode() * 5000
    brew(1)

    deliver()

    kept = Attempt.objects.get().response
    assert (len(kept), kept[:3]) == (1000, "茶�茶")


def test_a_delivery_is_sent_again_by_hand(endpoint, receiver, owner, brew) -> None:
    brew(1)
    deliver()

    attempt = redeliver(actor=owner, delivery_id=Delivery.objects.get().pk)

    assert (attempt.status, len(receiver.seen), Delivery.objects.get().state) == (200, 2, "delivered")
    assert receiver.seen[0][2]["webhook-id"] == receiver.seen[1][2]["webhook-id"]


def test_a_test_is_sent_at_once_and_only_once(endpoint, receiver, owner) -> None:
    receiver.script = [500, 200]
    pause(actor=owner, endpoint_id=endpoint.pk)

    failed, one = send_test(actor=owner, endpoint_id=endpoint.pk)
    fine, two = send_test(actor=owner, endpoint_id=endpoint.pk)

    assert [(failed.state, one.status), (fine.state, two.status)] == [("given_up", 500), ("delivered", 200)]
    assert json.loads(receiver.seen[0][3])["type"] == "ping"
    assert is_signed(receiver.seen[0], endpoint.secret)


def test_a_delivery_in_the_hands_of_another_process_is_left_alone(endpoint, receiver, brew) -> None:
    brew(1)
    follow()
    pk = Delivery.objects.get().pk
    Delivery.objects.update(due_at=clock.now() + timedelta(minutes=1), attempts=1)

    assert attempt_delivery(pk) is None
    assert receiver.seen == []


def test_the_log_forgets_after_thirty_days(endpoint, receiver, brew) -> None:
    brew(1, 2)
    deliver()
    old = Delivery.objects.earliest("pk")
    Delivery.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(days=31))

    prune(now=clock.now())

    assert (Delivery.objects.count(), Attempt.objects.count()) == (1, 1)


def test_every_minute_what_waits_is_asked_for_once(endpoint, receiver, brew) -> None:
    deliver_when_due()
    assert Job.objects.count() == 0

    brew(1)
    deliver_when_due()
    deliver_when_due()

    assert list(Job.objects.values_list("kind", "state")) == [("webhooks.deliver", "waiting")]


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_is_wanted_asks_for_a_turn_at_once_and_the_job_sends_it(endpoint, receiver, brew) -> None:
    from steward.foundation.jobs.public import run

    brew(1, 2)
    job = Job.objects.get()

    assert run(job.pk) == "done"

    job.refresh_from_db()
    assert (job.kind, job.result, len(receiver.seen)) == ("webhooks.deliver", {"facts": 5, "attempts": 2}, 2)


@pytest.mark.django_db(transaction=True)
def test_without_endpoints_nothing_is_asked_for(brew) -> None:
    brew(1)

    assert (Job.objects.count(), follow()) == (0, 0)
