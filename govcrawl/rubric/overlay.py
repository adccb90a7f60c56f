"""A rubric that says only where it differs from the program's own (a local pack): merging, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml

from govcrawl.domain.errors import RubricError

OVERLAYS, REMOVE = "overlays", "remove"
_UNITS = ("days", "workdays", "months", "number")
_NUMBERS = (*_UNITS, "cap")
_KEYED = {"indicators": "id", "blocks": "group"}  # lists whose rows are told by this field
_GIVEN = ("name", "version", "base", "changes")


def merge_overlay(own: dict[str, Any], base: dict[str, Any], name: str) -> str:
    """The whole rubric as text: `base` with what `own` says otherwise, and the list of what differs.

    own: the content of the overlay, base: that of the file that it overlays; neither is changed. name: what messages
    call the overlay. Raises RubricError with every contradiction, each naming file and key.
    """
    mistakes = list(_contradictions(own, base, name))
    if mistakes:
        raise RubricError("；".join(mistakes))
    given = {key: value for key, value in own.items() if key != OVERLAYS}
    merged = _merged(base, given)
    merged["base"] = f"{base['name']}（版本 {base['version']}）"
    merged["changes"] = list(_changes(base, merged, ""))
    return yaml.safe_dump(merged, allow_unicode=True, sort_keys=False, width=1000)


# -- what an overlay may not say -------------------------------------------------------------------------------------


def _contradictions(own: dict[str, Any], base: dict[str, Any], name: str) -> Iterator[str]:
    if "version" not in own:
        yield f"{name} 的 version：缺少（与所依据的指标不同的版本须有自己的版本号）"
    for key in own:
        if key != OVERLAYS and key not in base:
            yield f"{name} 的 {key}：不是已知字段"
    yield from _of_rows(own.get("indicators", ()), base["indicators"], f"{name} 的 indicators", "id")
    scoring = own.get("scoring")
    if isinstance(scoring, dict):
        known = base["scoring"].get("blocks", ())
        yield from _of_rows(scoring.get("blocks", ()), known, f"{name} 的 scoring 的 blocks", "group")
        for key, value in scoring.items():
            yield from _unsaid(value, base["scoring"].get(key), f"{name} 的 scoring 的 {key}")
    limits = own.get("thresholds")
    for key, value in limits.items() if isinstance(limits, dict) else ():
        if key not in base["thresholds"]:
            yield f"{name} 的 thresholds 的 {key}：不是已知字段"
        yield from _unsaid(value, base["thresholds"].get(key), f"{name} 的 thresholds 的 {key}")


def _of_rows(rows: Any, known: Any, place: str, field: str) -> Iterator[str]:
    if not isinstance(rows, list | tuple) or any(not isinstance(row, dict) or field not in row for row in rows):
        yield f"{place}：各行须写明 {field}"
        return
    before = {row[field]: row for row in known}
    names = [row[field] for row in rows]
    yield from (f"{place} “{each}”：重复" for each in dict.fromkeys(names) if names.count(each) > 1)
    for row in rows:
        where = f"{place} “{row[field]}”"
        if REMOVE in row and (row[REMOVE] is not True or len(row) > len((field, REMOVE))):
            yield f"{where} 的 remove：应为 true，且不能再写其他字段"
        elif REMOVE in row and row[field] not in before:
            yield f"{where} 的 remove：所依据的指标中没有这一项"
        else:
            yield from _unsaid(row, before.get(row[field]), where)


def _unsaid(value: Any, before: Any, place: str) -> Iterator[str]:
    """A number that is another one says where it comes from, and how messages call it."""
    if not isinstance(value, dict) or not isinstance(before, dict):
        return
    changed = [key for key in _NUMBERS if key in value and value[key] != before.get(key)]
    if changed and "source" not in value:
        yield f"{place} 的 {changed[0]}：改了数值，须同时写明 source"
    if changed and "chinese" in before and "chinese" not in value:
        yield f"{place} 的 {changed[0]}：改了数值，须同时写明 chinese（现为“{before['chinese']}”）"
    if value.get("source", before.get("source")) == "assumed" and "basis" in value:
        yield f"{place} 的 basis：source 为 assumed 的数值没有出处"


# -- merging ---------------------------------------------------------------------------------------------------------


def _merged(base: Any, own: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(own, dict):
        return deepcopy(own)
    result = deepcopy(base)
    if any(unit in own for unit in _UNITS):
        result = {key: value for key, value in result.items() if key not in _UNITS}
    if "source" in own:
        result.pop("basis", None)  # where another number was read
    for key, value in own.items():
        if key in _KEYED and isinstance(base.get(key), list):
            result[key] = _merged_rows(base[key], value, _KEYED[key])
        else:
            result[key] = _merged(result.get(key), value)
    return result


def _merged_rows(base: list[Any], own: list[Any], field: str) -> list[Any]:
    rows = {row[field]: deepcopy(row) for row in base}
    for row in own:
        if row.get(REMOVE):
            del rows[row[field]]
        else:
            rows[row[field]] = _merged(rows.get(row[field]), row)
    return list(rows.values())


# -- what differs ----------------------------------------------------------------------------------------------------


def _changes(base: Any, now: Any, place: str) -> Iterator[str]:
    """One text for each value that is another one: 路径：原值 → 现值."""
    if isinstance(base, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*base, *now)):
            if not place and key in _GIVEN:
                continue
            path = f"{place} {key}".strip()
            if key in _KEYED and isinstance(base.get(key), list) and isinstance(now.get(key), list):
                yield from _changed_rows(base[key], now[key], path, _KEYED[key])
            else:
                yield from _changes(base.get(key), now.get(key), path)
    elif base != now:
        yield f"{place}：{_told(base)} → {_told(now)}"


def _changed_rows(base: list[Any], now: list[Any], place: str, field: str) -> Iterator[str]:
    before, after = ({row[field]: row for row in rows} for rows in (base, now))
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield f"{place} {name}：删去"
        elif name not in before:
            yield f"{place} {name}：新增（{after[name].get('title', name)}）"
        else:
            yield from _changes(before[name], after[name], f"{place} {name}")


def _told(value: Any) -> str:
    if value is None:
        return "无"
    if isinstance(value, list | tuple):
        return "、".join(map(_told, value))
    if isinstance(value, dict):
        return "，".join(f"{key} {_told(each)}" for key, each in value.items())
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
