"""The findings of an exported web report, in a form that can be compared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from demo_run import Run

# These refer to each other by numbers: compared by what they say, not line by line.
DATA = re.compile(r"报告/data/(index|keys/\w+|list/\d+|more/\d+)\.js$")
_TRAITS = 7  # numbers of target, unit, rule, state, indicator and change, and how many findings in a row have them


def read_script(path: Path) -> Any:
    """What a data file of the report holds; ValueError for any other file."""
    put = re.fullmatch(r'R\.put\("[^"]*",(.*)\);\s*', path.read_text(encoding="utf-8"), re.S)
    if put is None:
        raise ValueError(f"{path}: no data of a report")
    return json.loads(put[1])


def read_report(run: Run, folder: Path) -> dict[str, Any]:
    """Findings by key, and their numbers by traits, of the report whose data lie in `folder`; order does not count."""
    places: dict[str, Any] = {}
    for path in sorted((folder / "list").glob("*.js")):
        listed, more = read_script(path), read_script(folder / "more" / path.name)
        words = [run.clean(word) for word in listed["words"]]
        texts = [run.clean(word) for word in more["words"]]
        values, reasons, facts = more["rows"]
        for number, fields in enumerate(zip(*listed["rows"], strict=True)):
            key, *told = (words[field] for field in fields)
            places[f"finding {key}"] = (
                told, texts[values[number]], texts[reasons[number]], [texts[fact] for fact in facts[number]],
            )  # fmt: skip
    index = read_script(folder / "index.js")
    runs, rules = index.pop("runs"), index.pop("rules")
    places["rules"] = sorted(rules)
    for at in range(0, len(runs), _TRAITS):
        target, unit, rule, *others, number = runs[at : at + _TRAITS]
        traits = f"target {target} unit {unit} rule {rules[rule][0]} {others}"
        places[traits] = places.get(traits, 0) + number
    return places | {name: run.clean(json.dumps(held, ensure_ascii=False)) for name, held in index.items()}
