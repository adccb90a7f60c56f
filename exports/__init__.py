"""What the office gets: the workbooks, texts and pages of a finished round."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.round_view import RoundView
from exports.annex import write_annex
from exports.attachment1 import write_attachment1
from exports.attachment2 import write_attachment2
from exports.attachment3 import write_attachment3
from exports.changes import write_changes
from exports.frozen_round import write_kept
from exports.notice import write_notice
from exports.pictures import write_pictures
from exports.rectification import write_rectification
from exports.report import write_report
from govcrawl.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class Options:
    """What people say beside the round: until when to mend (整改期限), and their own template of the notice."""

    deadline: date | None = None
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and what it is, in one Chinese line."""

    path: Path
    meaning: str


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file; `name` is what `--only` calls it."""

    name: str
    meaning: str
    write: Callable[[RoundView, Path, Options], list[Path]]


def _changes(view: RoundView, out: Path, _: Options) -> list[Path]:
    written = write_changes(view, out)
    return [written] if written else []


EXPORTS = (
    Export(
        "attachment1",
        "附件1：各网站得分、问题、栏目更新和评分推导",
        lambda view, out, _: [write_attachment1(view, out)],
    ),
    Export(
        "attachment2",
        "附件2：各单位政务新媒体账号、得分和转发情况",
        lambda view, out, _: [write_attachment2(view, out)],
    ),
    Export(
        "attachment3",
        "附件3：各接入单位在政策问答平台的内容保障情况",
        lambda view, out, _: [write_attachment3(view, out)],
    ),
    Export(
        "annex",
        "附表：各单位政府信息公开平台的栏目、附件和得分",
        lambda view, out, _: [write_annex(view, out)],
    ),
    Export(
        "rectification",
        "整改清单：每个有问题的单位一份，列明问题、证据、整改要求和期限",
        lambda view, out, options: write_rectification(view, out, options.deadline),
    ),
    Export(
        "notice",
        "通报草稿：按公文格式，数字和单位均取自检查结果",
        lambda view, out, options: [write_notice(view, out, deadline=options.deadline, template=options.template)],
    ),
    Export(
        "screenshots",
        "问题页面截图，附件1的问题清单链接到它们（检查时加 --screenshots fail 才有）",
        lambda view, out, _: write_pictures(view, out),
    ),
    Export(
        "report",
        "网页报告：打开 index.html 查看总览、各单位、各类问题和全部记录，整个文件夹可单独复制",
        lambda view, out, _: write_report(view, out),
    ),
    Export("changes", "与上期比较：新增、消除、持续的问题，整改核查和历次趋势（有上期时）", _changes),
)


def export_round(
    view: RoundView, out: Path, only: Collection[str] = (), options: Options | None = None
) -> list[Exported]:
    """Write the round's files into `out` (made when missing), each whole or not at all; what was written.

    A closed round gives the files that were kept when it was closed, byte for byte.

    only: names of EXPORTS; all of them when it is empty.
    Raises InputError for an unknown kind of file, OutputError when a file cannot be written; an older file then stays.
    """
    known = [each.name for each in EXPORTS]
    unknown = [name for name in only if name not in known]
    if unknown:
        raise InputError(f"没有“{'、'.join(unknown)}”这种输出，可用的有：{'、'.join(known)}。")
    if view.facts.closed_at is not None:
        return [Exported(path, meaning) for path, meaning in write_kept(view, out)]
    wanted = [each for each in EXPORTS if not only or each.name in only]
    options = options or Options()
    return [Exported(path, each.meaning) for each in wanted for path in each.write(view, out, options)]


__all__ = ["EXPORTS", "Exported", "Options", "export_round"]
