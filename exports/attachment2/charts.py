"""统计图: accounts by platform, and kinds of problems."""

from collections import Counter
from collections.abc import Sequence

from openpyxl import Workbook

from analysis.round_totals.media import MediaUnit
from analysis.scoring.scores import FAILED
from exports.charts import Tally, write_charts
from exports.tables.context import WorkbookContext
from pipelines.catalogue import rule_title

NAME = "统计图"


def write_charts_sheet(book: Workbook, material: WorkbookContext, units: Sequence[MediaUnit]) -> None:
    """Counted are running accounts and problems that count."""
    accounts = [account for unit in units for account in unit.accounts if account.running]
    failed = Counter(each.platform for each in accounts if each.grade == FAILED)
    platforms = Counter(each.platform for each in accounts)
    problems = Counter(each.rule for unit in units for each in unit.findings)
    tallies = [
        Tally("运行账号按平台", "平台", "账号数", platforms.most_common()),
        Tally("不合格账号按平台", "平台", "账号数", [(name, failed[name]) for name, _ in platforms.most_common()]),
        Tally("问题类别", "类别", "问题数", [(rule_title(rule), n) for rule, n in problems.most_common()]),
    ]
    write_charts(book, NAME, f"{material.title}（统计图）", tallies)
