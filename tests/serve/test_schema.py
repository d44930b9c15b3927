"""The OpenAPI document against the running service: whatever is sent, no answer is a 5xx or one that it does not name."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as written", "broken"])
def test_no_request_breaks_the_service(service, mode):
    schema = schemathesis.openapi.from_url(f"{service.url}/openapi.json")
    tried = set()

    def run(operation):
        @given(operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def try_it(case):
            answer = case.call(base_url=service.url, timeout=240)
            tried.add((operation.label, answer.status_code // 100))
            if answer.status_code == 202:  # else they would wait for each other, and some be turned away
                httpx.delete(service.url + answer.headers["location"][0])
            case.validate_response(answer, checks=CHECKS)

        try_it()

    for result in schema.get_all_operations():
        run(result.ok())
    if mode is GenerationMode.POSITIVE:
        assert {("POST /check", 2), ("POST /reports", 2), ("POST /articles", 2), ("GET /claims", 2)} <= tried
    assert service.log.read_text() == ""
