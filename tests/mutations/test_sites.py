"""What mutations change, without an inspection."""

from __future__ import annotations

from collections import Counter

from benchmarks.mutations import night
from benchmarks.mutations.catalogue import ALL, DEPARTMENTS, WITHOUT
from benchmarks.mutations.model import Mutant
from benchmarks.random_sites.model import Site
from pipelines.catalogue import REGISTRY

PORT = 8973


def _pages(site: Site) -> dict[str, bytes]:
    """All that a site serves, without what tells it from its twin."""
    own = (site.host, site.code, site.code[-8:], str(site.seed))
    served = {}
    for path, (_, body) in site.pages.items():
        for place, name in enumerate(own):
            body = body.replace(name.encode(), b"<%d>" % place)
        served[path] = body
    return served


def _changed(mutant: Mutant, twin: Mutant) -> set[str]:
    before, after = _pages(twin.site), _pages(mutant.site)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_every_rule_has_a_mutation_or_a_reason() -> None:
    planted = {each.rule for each in ALL}
    assert planted | set(WITHOUT) | set(DEPARTMENTS) == set(REGISTRY)
    assert not planted & set(WITHOUT)
    assert len(ALL) > 80
    assert len({(each.rule, each.name) for each in ALL}) == len(ALL)


def test_each_mutation_changes_pages_and_says_where_one_finding_must_be() -> None:
    chosen = ALL[::3]
    every = night.mutants(1, 1, PORT, chosen, shapes=("trs", "jpage"))
    twins = {each.base: each for each in every if each.mutation is None}
    made = [each for each in every if each.mutation is not None]
    assert Counter(each.mutation.rule for each in made if each.mutation) == Counter(each.rule for each in chosen)
    for each in made:
        assert each.must is not None
        assert len(each.must) == 1, each.name
        assert each.mutation is not None
        assert each.must[0].rule == each.mutation.rule
        changed = _changed(each, twins[each.base])
        assert changed, each.name
        if each.must[0].url and each.mutation.served:
            assert len(changed) <= 3, each.name


def test_the_same_seed_makes_the_same_sites() -> None:
    first, again = (night.mutants(2, 1, PORT, ALL[:6]) for _ in range(2))
    assert [(each.name, each.site.pages) for each in first] == [(each.name, each.site.pages) for each in again]


def test_other_findings_are_those_that_the_twin_does_not_have() -> None:
    mutation = next(each for each in ALL if each.rule == "M01")
    every = night.mutants(1, 1, PORT, [mutation])
    twin, mutant = every

    def finding(site: Site, rule: str, path: str, outcome: str = "fail") -> dict[str, str]:
        return {
            "rule": rule,
            "outcome": outcome,
            "target_url": site.url,
            "url": site.at(path),
            "value": "",
            "column": "",
        }

    of_twin = [finding(twin.site, "S05", "/"), finding(twin.site, "C01", "/a/", "error")]
    same = [finding(mutant.site, "S05", "/"), finding(mutant.site, "C01", "/a/", "error")]
    hit, other = finding(mutant.site, "M01", "/"), finding(mutant.site, "F02", "/b/")
    (found,) = night.judge(every, [*of_twin, *same, hit, other])
    assert (found.state, found.hit, found.others, found.undecided) == ("found", hit, [other], [])
    (missed,) = night.judge(every, [*of_twin, *same])
    assert (missed.state, missed.others) == ("missed", [])
    (doubted,) = night.judge(every, [*of_twin, finding(mutant.site, "M01", "/", "error")])
    assert doubted.state == "undecided"
