"""Sites of the departments: what is wrong with each in this quarter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from govcrawl.apps.demo.departments import COLUMNS
from govcrawl.apps.demo.model import Department
from govcrawl.apps.demo.plan import PlanChanges, build_portal
from govcrawl.apps.demo.planted.tools import Built
from govcrawl.apps.demo.quarter.bodies import BODIES
from govcrawl.apps.demo.quarter.defects import DEFECTS
from govcrawl.apps.demo.styles import Jcms, Nfcms, Style, Trs, Vsb
from govcrawl.apps.demo.styles.trs import TrsTiles

_STYLES: tuple[type[Style], ...] = (Vsb, Nfcms, Jcms, Trs, TrsTiles)
_FIRST = 101  # number of the first department, apart from those of portals and platforms
# By the order of the departments.
_QUARTER: tuple[tuple[str, ...], ...] = (
    ("word", "dead link"),
    ("news",),
    ("word and pdf",),
    ("letters", "word"),
    ("unlinked",),
    ("plans",),
    ("lost file", "label"),
    ("notices",),
    ("dead link",),
    ("word", "word beside"),
    ("tally",),
    ("news due",),
    ("interpreted elsewhere", "word"),
    (),
    ("early label",),
    ("words",),
    ("mark", "report"),
    ("dead link", "numbers"),
    ("policies",),
    ("unlinked reading",),
    (),
    ("old tally",),
    ("empty", "demanded"),
    ("police",),
    ("code",),
    ("news", "notices", "plans", "home"),
    ("word and pdf", "report"),
    ("word",),
    ("empty",),
)


def _site(department: Department, number: int, style: type[Style], names: tuple[str, ...], port: int) -> Built:
    chosen = [DEFECTS[name] for name in names]
    changes = PlanChanges(
        {key: age for each in chosen for key, age in each.ages.items()},
        {key: days for each in chosen for key, days in each.quarterly.items()},
        without=tuple(key for each in chosen for key in each.without),
    )
    built = Built(build_portal(department, port, number, changes, COLUMNS), style())
    for each in chosen:
        each.plant(built)
    return built


SITES: tuple[Callable[[int], Built], ...] = tuple(
    partial(_site, department, _FIRST + place, _STYLES[place % len(_STYLES)], names)
    for place, (department, names) in enumerate(zip(BODIES, _QUARTER, strict=True))
)
