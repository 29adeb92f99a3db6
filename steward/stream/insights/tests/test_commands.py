import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from steward.people.access.public import SYSTEM
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import ActivityRecord
from steward.stream.insights.commands.metrics import metrics
from steward.stream.insights.commands.report import report

pytestmark = pytest.mark.django_db
START = datetime(2016, 3, 1, 4, tzinfo=UTC)


@pytest.fixture
def past(home) -> None:
    """Sixty days of 2016, one post a day in one source, and one post in another."""
    for key, days in (("tea", 60), ("coffee", 1)):
        source = ensure_source(actor=SYSTEM, key=key, name=key, service="slack", realm=key, timezone="")
        posts = [ActivityRecord(f"{n}", "post", START + timedelta(days=n), "room", "ann") for n in range(days)]
        ingest(actor=SYSTEM, source=source, records=posts)


def ask(*words: str) -> dict[str, dict[str, object]]:
    ended = CliRunner().invoke(metrics, [*words, "--json"])
    assert ended.exit_code == 0, ended.output
    return json.loads(ended.stdout)


def test_without_days_metrics_are_about_everything_that_is_known(past) -> None:
    answer = ask("posts", "members")

    assert (answer["posts"]["value"], answer["members"]["value"]) == (61, 2)
    assert (answer["posts"]["since"], answer["posts"]["until"]) == ("2016-03-01", "2016-04-30")


def test_days_and_sources_narrow_the_answer(past) -> None:
    answer = ask("posts", "--since", "2016-03-01", "--until", "2016-03-10", "--source", "tea")

    assert answer["posts"]["value"] == 10


def test_a_report_on_a_community_of_the_past_is_about_its_last_four_weeks(past) -> None:
    ended = CliRunner().invoke(report, ["--json"])

    assert json.loads(ended.stdout)["metrics"]["posts"]["value"] == 28


def test_an_empty_community_has_answers_too(home) -> None:
    assert ask("posts")["posts"]["value"] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nothing"], 1),
        (["posts", "--since", "yesterday"], 2),
        (["posts", "--since", "2016-03-02", "--until", "2016-03-01"], 2),
        (["posts", "--source", "nowhere"], 2),
    ],
)
def test_wrong_words_end_with_their_code(past, words, code) -> None:
    assert CliRunner().invoke(metrics, [*words, "--json"]).exit_code == code


def test_a_forecast_starts_after_the_newest_activity_and_ends_with_the_day_asked_for(past) -> None:
    told = ask("posts", "--forecast", "2016-05-02", "--source", "tea", "--grain", "day")["posts"]

    assert [point["starts"] for point in told["points"]] == ["2016-04-30", "2016-05-01", "2016-05-02"]
    assert [point["value"] for point in told["points"]] == [1.0, 1.0, 1.0]
    assert (len(told["history"]), told["method"]) == (60, "seasonal_naive")


def test_a_forecast_can_be_read(past) -> None:
    ended = CliRunner().invoke(metrics, ["posts", "--forecast", "2016-05-01", "--grain", "day"])

    assert (ended.exit_code, "2016-05-01" in ended.output) == (0, True)


def test_a_forecast_of_a_table_is_declined(past) -> None:
    assert CliRunner().invoke(metrics, ["by_channel", "--forecast", "2016-05-01"]).exit_code == 1
