"""How much of the city was not judged.

    KEEP=DIR ../shared/city/run.sh; python -m benchmarks.city_abstentions DIR/govcrawl.db DIR/truth.jsonl [--show]

Outcomes `error` on targets that open, as a share of the lines of truth.jsonl without `either`, over all and per rule.
Rules and links that loopback or the machine's network decides are counted apart. Exit 0 when at most 3 % of all and
10 % of each rule are not judged, 1 otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter

from analysis.round_view import RoundView
from benchmarks.city_truth import CityTruth, parser, share, view_of
from govcrawl.domain.findings import Finding

_ALL, _RULE = 0.03, 0.10


def abstentions(view: RoundView, truth: CityTruth) -> tuple[list[Finding], list[Finding]]:
    """(counted, counted apart): the outcomes `error` of `view` on targets that open; `truth` says which are apart."""
    closed = {state.target.url for state in view.targets if state.missed}
    found = [finding for finding in view.findings("error") if finding.target_url not in closed]
    apart = [finding for finding in found if truth.ignores(finding)]
    return [finding for finding in found if finding not in apart], apart


def main() -> None:
    made = parser(__doc__ or "")
    made.add_argument("--show", action="store_true", help="print each")
    options = made.parse_args()
    view, truth = view_of(options.database), CityTruth(options.truth, options.city)
    counted, apart = abstentions(view, truth)
    lines, errors = Counter(line["rule"] for line in truth.judged), Counter(each.rule for each in counted)
    print("rule  errors  lines   share")
    for rule, count in sorted(errors.items()):
        print(f"{rule:5} {count:6} {lines[rule]:6}  {share(count, lines[rule])}{' !' * _is_over(count, lines[rule])}")
    print(f"TOTAL {len(counted):6} {lines.total():6}  {share(len(counted), lines.total())}; {len(apart)} counted apart")
    for each in counted if options.show else ():
        print(f"  {each.rule} {each.url} | {each.unit} | {each.message}")
    over = any(_is_over(count, lines[rule]) for rule, count in errors.items())
    sys.exit(1 if over or len(counted) > _ALL * lines.total() else 0)


def _is_over(count: int, lines: int) -> bool:
    return count > _RULE * lines


if __name__ == "__main__":
    main()
