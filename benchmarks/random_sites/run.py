"""One inspection of random sites: they are made, registered, served and inspected in one night."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from benchmarks.random_sites import addresses, disclosure, pages, plants, plants_pages, questions, skeletons, templates
from benchmarks.random_sites.build import REQUIRED, SYNONYMS, Builder
from benchmarks.random_sites.model import Site, Truth
from benchmarks.random_sites.planting import Late
from benchmarks.random_sites.portal import PortalBuilder
from benchmarks.random_sites.server import serving
from benchmarks.random_sites.style import Style, choose

_KINDS = {
    "department": ("部门", "部门网站"),
    "disclosure": ("县市区", "信息公开平台"),
    "policy_qa": ("部门", "政策问答平台"),
    "portal": ("县市区", "门户网站"),
}
ROUND, DATE = "2021Q3", "2021-08-20"


def _skeleton(seed: int) -> str:
    """The skeleton of a seed: the same however many skeletons there are, as far as that can be."""
    names = ("drawn", *(each.name for each in skeletons.ALL))
    return min(names, key=lambda name: Random(f"{seed} {name}").random())


def make(seed: int, place: int, port: int, skeleton: str = "") -> tuple[Site, Style]:
    """The site of a seed, on the loopback address number `place`, in the mark-up of `skeleton` or of one by seed."""
    rng = Random(seed)
    shape = skeleton or _skeleton(seed)
    site = Site(seed, f"127.81.{place // 250}.{place % 250 + 1}", port, "", "", f"62{seed % 10**8:08}")
    must, may = _filled(site, rng)
    style = choose(rng)
    site.skeleton = shape
    if shape == "drawn":
        addresses.assign(site, style, rng)
        pages.render(site, style, rng)
    else:
        addresses.assign_skeleton(site, skeletons.by_name(shape), rng)
        templates.render(site, skeletons.by_name(shape), seed)
    for late in site.late:
        late()
    site.expected = [truth for each in must for truth in each()]
    site.either += [truth for each in may for truth in each()]
    if seed % 20 == 7:
        site.down, site.expected, site.either, site.near = True, [Truth("A02", "")], [], []
    return site, style


def _filled(site: Site, rng: Random) -> tuple[list[Late], list[Late]]:
    """Fill the site of a seed, defects included; what must and what may be found. Every hundredth is a Q&A platform."""
    if site.seed % 100 == 50:
        builder = questions.QuestionBuilder(site, rng)
        builder.build()
        return builder.truth()
    if Random(f"{site.seed} platform").random() < 0.25:
        disclosure.DisclosureBuilder(site, rng).build()
        return plants.plant(site, rng, 3, disclosure.PLANTS, disclosure.APART)
    is_portal = Random(f"{site.seed} portal").random() < 0.25
    (PortalBuilder if is_portal else Builder)(site, rng).build()
    return plants.plant(site, rng, 3)


def write_register(sites: list[Site], path: Path) -> None:
    """The register that demands the same columns of every site."""
    book = Workbook()
    book.remove(book.worksheets[0])
    units, web, media, columns = (book.create_sheet(name) for name in ("单位", "网站", "新媒体", "应设栏目"))
    units.append(["单位名称", "单位类别", "简称", "对外服务", "接入问答平台"])
    web.append(["单位名称", "平台类型", "名称", "网址", "网站标识码"])
    media.append(["单位名称", "平台", "账号名称", "主页", "开设日期", "备案日期", "状态", "状态日期"])
    columns.append(["平台类型", "单位类别", "单位名称", "栏目名称", "同义名称", "更新周期", "本年度须有", "依据"])
    for site in sites:
        unit = f"{site.unit}{site.seed}"
        kind, platform = _KINDS[site.platform]
        units.append([unit, kind, None, "是", "否"])
        web.append([unit, platform, unit, site.url, site.code])
        for account in site.accounts:
            if account.state:
                since = date(2020, 6, 1) if account.state != "运行" else None
                opened = date(2018, 5, 4)
                media.append([unit, "新浪微博", account.name, account.url, opened, opened, account.state, since])
        for department in site.departments:
            units.append([department, "部门", None, "是", "是"])
    for name, period, this_year in REQUIRED:
        synonyms = "；".join(SYNONYMS.get(name, ())) or None
        for platform in ("部门网站", "门户网站"):
            columns.append([platform, None, None, name, synonyms, period, "是" if this_year else "否", None])
    for name in ("建议提案办理", "政府购买服务"):
        columns.append(["信息公开平台", None, None, name, None, None, "是", None])
    book.save(path)


def inspect(sites: list[Site], work: Path, platform: str = "") -> float:
    """Inspect `sites` in the folder `work`, which then holds register, database, log and findings; seconds taken.

    `platform` is the only one that is inspected; "" is all of them.
    """
    work.mkdir(parents=True, exist_ok=True)
    write_register(sites, work / "register.xlsx")
    (work / "expressions.csv").write_text(plants_pages.expressions(), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "govcrawl")]
    database = f"sqlite:///{work / 'govcrawl.db'}"
    night = [*command, "inspect", "--register", str(work / "register.xlsx"), "--round", ROUND, "--date", DATE]
    environment = {**os.environ, "GOVCRAWL_EXPRESSIONS": str(work / "expressions.csv")}
    begun = time.monotonic()
    with (work / "inspect.log").open("w") as out, serving(sites):
        night += ["--db", database, "-s", "DOWNLOAD_DELAY=0", *(["--platform", platform] if platform else [])]
        done = subprocess.run(night, cwd=work, stdout=out, stderr=out, check=False, env=environment)
    if done.returncode not in (0, 1):
        raise RuntimeError((work / "inspect.log").read_text("utf-8")[-2000:])
    took = time.monotonic() - begun
    listing = [*command, "findings", "--round", ROUND, "--outcome", "all", "--format", "jsonl", "--db", database]
    shown = subprocess.run(listing, cwd=work, capture_output=True, text=True, check=True).stdout
    (work / "findings.jsonl").write_text(shown, encoding="utf-8")
    return took


def findings(work: Path) -> list[dict[str, Any]]:
    """The findings of the inspection in `work`, all outcomes."""
    return [json.loads(line) for line in (work / "findings.jsonl").read_text("utf-8").splitlines() if line]
