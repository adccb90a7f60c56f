"""The growth of every regular expression of the product under attacks made from itself, worst first.

`python -m benchmarks.patterns [PLACE …]`: all of them, or those whose place ("module.name") contains one of these.
The exit code is 1 when one takes longer than it may.
"""

from __future__ import annotations

import argparse

from benchmarks.patterns.measure import LIMIT, SIZES, measure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*")
    parser.add_argument("--most", type=int, default=40, help="rows that are printed")
    options = parser.parse_args()
    measured = measure(options.places)
    print("| pattern | s at 40 KB | growth | attack |\n|---|---:|---:|---|")
    for each in measured[: options.most]:
        attack = "".join(
            f"{part!r:.60}{times}"
            for part, times in zip(
                (each.attack.prefix, each.attack.pump, each.attack.suffix), (" ", "… ", ""), strict=True
            )
        )
        print(f"| {each.place} | {each.slowest:.4f} | {each.growth:.2f} | {attack} |")
    over = sum(each.slowest > LIMIT for each in measured)
    print(f"\n{len(measured)} patterns, {over} over {LIMIT:.0f} s at {SIZES[-1]} characters.")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
