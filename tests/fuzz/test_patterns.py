"""Every regular expression of the product ends in time on text that is made from itself to hold it up."""

from __future__ import annotations

import re
import subprocess
import sys

from benchmarks.patterns.collect import Found, collect
from benchmarks.patterns.measure import LIMIT, measure_all


def test_every_pattern_ends_within_a_second_of_processor_time() -> None:
    """`python -m benchmarks.patterns` prints which attack it is, and how the time grows."""
    run = subprocess.run([sys.executable, "-m", "benchmarks.patterns", "--most", "10"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    counted = re.search(r"^(\d+) patterns", run.stdout, re.M)
    assert counted is not None
    assert int(counted[1]) == len(collect()) > 400


def test_patterns_of_modules_classes_and_functions_are_found() -> None:
    places = {found.place.partition("[")[0].partition(":")[0] for found in collect()}
    assert {"govcrawl.extract.redirects._PIECE", "govcrawl.cms.model._PAGER", "pipelines.services.ELEMENTS"} <= places
    assert {"govcrawl.extract.frames", "spiders.phases.linked_accounts"} <= places  # made within functions


def test_a_pattern_that_is_not_linear_is_caught() -> None:
    """What is measured says something: these stand for the kinds of patterns that once froze a worker."""
    bad = (r"\s*(\d*)\s*[;,]\s*(?:url)?\s*(\S.*?)\s*$", r"(?:a|aa)+b", r"\W*!\W*$")
    for source in bad:
        found = [Found(source, re.compile(source), "search")]
        (told,) = measure_all(found)
        assert told.slowest > LIMIT
        assert told.growth > 1.5
    (told,) = measure_all([Found("good", re.compile(r"(?<!a)a++b"), "search")])
    assert told.slowest < LIMIT
