"""The API keeps what its OpenAPI document promises, whatever it is asked."""

import json
from itertools import count

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from steward.config.api import api
from steward.config.wsgi import application

# Not asked over HTTP: every request reads the community's settings, and there is no database while tests are collected.
schema = from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app, schema.location = application, "/api/openapi.json"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


#: Of the requests made to be refused, which are most, one in so many is asked: what refuses them is a library's.
REFUSED = 4
_turn = count()


def is_asked(case: schemathesis.Case) -> bool:
    """Whatever is valid, and what is made up at random; of boundaries crossed on purpose a part."""
    meta = case.meta
    crossed = meta and meta.generation.mode.is_negative and meta.phase.name is TestPhase.COVERAGE
    return not crossed or next(_turn) % REFUSED == 0


@schema.parametrize()
@settings(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_operation_answers_as_documented(case: schemathesis.Case, community, whole_token) -> None:
    if is_asked(case):
        case.call_and_validate(headers={"Authorization": f"Bearer {whole_token}"}, checks=CHECKS)


def test_no_two_schemas_share_a_name() -> None:
    """The document has one place for each name: a second one would silently replace the first."""
    from ninja import Schema

    def below(one: type) -> set[type]:
        return {one} | {two for child in one.__subclasses__() for two in below(child)}

    named = [each.__name__ for each in below(Schema) if each.__module__.startswith("steward.")]
    assert sorted(name for name in set(named) if named.count(name) > 1) == []
