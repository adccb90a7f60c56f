"""`python -m benchmarks.random_sites`: inspect random sites, and compare the findings with what was planted."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from benchmarks.random_sites import addresses, pages, plants
from benchmarks.random_sites.build import REQUIRED, Builder
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.reading import read
from benchmarks.random_sites.server import serving
from benchmarks.random_sites.style import Style, choose

_IGNORED = {"A01", "S04", "S06", "S07"}  # need a week of probes, or are meaningless on loopback


def make(seed: int, place: int, port: int) -> tuple[Site, Style]:
    """The site of a seed, on the loopback address number `place`."""
    rng = Random(seed)
    site = Site(seed, f"127.81.{place // 250}.{place % 250 + 1}", port, "", "", f"62{seed % 10**8:08}")
    Builder(site, rng).build()
    style = choose(rng)
    must, may = plants.plant(site, rng, 3)
    addresses.assign(site, style, rng)
    site.expected = [truth for late in must for truth in late()]
    site.either = [truth for late in may for truth in late()]
    pages.render(site, style, rng)
    return site, style


def write_register(sites: list[Site], path: Path) -> None:
    """The register that demands the same columns of every site."""
    book = Workbook()
    book.remove(book.worksheets[0])
    units, web, columns = (book.create_sheet(name) for name in ("单位", "网站", "应设栏目"))
    units.append(["单位名称", "单位类别", "简称", "对外服务", "接入问答平台"])
    web.append(["单位名称", "平台类型", "名称", "网址", "网站标识码"])
    columns.append(["平台类型", "单位类别", "单位名称", "栏目名称", "同义名称", "更新周期", "本年度须有", "依据"])
    for site in sites:
        unit = f"{site.unit}{site.seed}"
        units.append([unit, "部门", None, "否", "否"])
        web.append([unit, "部门网站", unit, site.url, site.code])
    for name, period, this_year in REQUIRED:
        columns.append(["部门网站", None, None, name, None, period, "是" if this_year else "否", None])
    book.save(path)


def inspect(register: Path, work: Path, log: Path) -> list[dict[str, Any]]:
    """The findings of one inspection, all outcomes."""
    command = [str(Path(sys.executable).parent / "govcrawl")]
    base = [*command, "inspect", "--register", str(register), "--round", "2021Q3", "--date", "2021-08-20"]
    base += ["--platform", "department"]
    database = f"sqlite:///{work / 'govcrawl.db'}"
    with log.open("w") as out:
        subprocess.run(
            [*base, "--db", database, "-s", "DOWNLOAD_DELAY=0"], cwd=work, stdout=out, stderr=out, check=False
        )
    listing = [*command, "findings", "--round", "2021Q3", "--outcome", "all", "--format", "jsonl", "--db", database]
    shown = subprocess.run(listing, cwd=work, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in shown.splitlines() if line]


def compare(sites: list[Site], findings: list[dict[str, Any]], styles: dict[int, Style]) -> None:
    """Print per rule what was found, missed and raised falsely, then each case with its site's seed."""
    by_host: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        by_host[finding["target_url"].split("/")[2].partition(":")[0]].append(finding)
    found, missed, false, errors = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    lines: list[str] = []
    for site in sites:
        fails = [each for each in by_host[site.host] if each["outcome"] == "fail" and not _is_ignored(each, site)]
        errors.update(each["rule"] for each in by_host[site.host] if each["outcome"] == "error")
        style = styles[site.seed]
        for truth in site.expected:
            hit = [each for each in fails if each["rule"] == truth.rule and _about(each, truth.url)]
            (found if hit else missed)[truth.rule] += 1
            if not hit:
                lines.append(f"missed {truth.rule} seed {site.seed} {truth.url} {truth.why} · {_axes(style)}")
            fails = [each for each in fails if each not in hit]
        for each in fails:
            if not any(each["rule"] == truth.rule and _about(each, truth.url) for truth in site.either):
                false[each["rule"]] += 1
                lines.append(
                    f"false  {each['rule']} seed {site.seed} {each['url']} {each['message'][:70]} · {_axes(style)}"
                )
    print("rule  found missed false error")
    for rule in sorted(found | missed | false | errors):
        print(f"{rule}  {found[rule]:6}{missed[rule]:7}{false[rule]:6}{errors[rule]:6}")
    right, wrong, lost = found.total(), false.total(), missed.total()
    print(
        f"TOTAL {right:5}{lost:7}{wrong:6}{errors.total():6}  "
        f"precision {right / max(right + wrong, 1):.3f}  recall {right / max(right + lost, 1):.3f}"
    )
    print("\n".join(sorted(lines)))


def _is_ignored(finding: dict[str, Any], site: Site) -> bool:
    """Whether a finding speaks of what loopback cannot show; hosts elsewhere cannot be resolved here."""
    return finding["rule"] in _IGNORED or (finding["rule"] == "A03" and site.host not in str(finding["value"]))


def _about(finding: dict[str, Any], url: str) -> bool:
    return not url or finding["url"] == url or url in json.dumps(finding, ensure_ascii=False)


def _axes(style: Style) -> str:
    kept = (
        "rows",
        "date_place",
        "date_form",
        "pager",
        "per_page",
        "side",
        "headline",
        "info",
        "addresses",
        "menu",
        "crumb",
        "naming",
    )
    return " ".join(f"{name}={getattr(style, name)}" for name in kept)


def _report(asked: Counter[str], wrong: list[str]) -> None:
    failed = Counter(line[:12].strip() for line in wrong)
    for kind in sorted(asked):
        print(f"{kind:12} {asked[kind] - failed[kind]:6} of {asked[kind]}")
    print("\n".join(wrong))


def main() -> None:
    """Read the arguments, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1, help="the first site's seed; the others follow")
    parser.add_argument("--port", type=int, default=8975)
    parser.add_argument("--keep", type=Path, help="folder for register, database and findings")
    parser.add_argument(
        "--again", action="store_true", help="compare the findings that --keep holds, and inspect nothing"
    )
    parser.add_argument("--read", action="store_true", help="only read the pages one by one, and inspect nothing")
    parser.add_argument("--alone", action="store_true", help="with --read: each page without a model of its site")
    parser.add_argument("--save", type=Path, help="write all pages below this folder, and inspect nothing")
    given = parser.parse_args()
    made = [make(given.seed + place, place, given.port) for place in range(given.sites)]
    sites, styles = [site for site, _ in made], {site.seed: style for site, style in made}
    if given.read:
        _report(*read(made, model=not given.alone))
        return
    if given.save:
        for site in sites:
            for path, (_, body) in site.pages.items():
                place = given.save / str(site.seed) / (path.strip("/").replace("/", "__") or "index.html")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(body)
        return
    with tempfile.TemporaryDirectory() as folder:
        work = given.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        kept = work / "findings.jsonl"
        if not given.again:
            write_register(sites, work / "register.xlsx")
            with serving(sites):
                findings = inspect(work / "register.xlsx", work, work / "inspect.log")
            kept.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in findings))
        findings = [json.loads(line) for line in kept.read_text().splitlines()]
        compare(sites, findings, styles)


if __name__ == "__main__":
    main()
