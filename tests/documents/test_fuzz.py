import sys

import pytest

if sys.platform == "win32":
    pytest.skip("memory is limited as POSIX does it", allow_module_level=True)

from tests.benchmarks.fuzz_reading import make_cases, report, run_cases


def test_damaged_files_of_every_format_are_read_or_refused_with_one_sentence() -> None:
    outcomes = list(run_cases(make_cases(160), workers=1))
    assert any(outcome.read for outcome in outcomes)
    assert not any(outcome.trouble for outcome in outcomes), report(outcomes)
