"""The vocabulary of columns."""

from pathlib import Path

import pytest

from govcrawl.domain.errors import RubricError
from govcrawl.rubric.columns import GROUPS, ColumnKind, load_vocabulary

KINDS = {
    "news": "本地要闻 部门动态 区县动态 工作进展 动态要闻 政务要闻 今日清源 图片新闻 乡镇动态",
    "notice": "通知公告 公示公告 公告公示 公告",
    "policy": "政策文件 市政府文件 政策法规 政府公报 最新文件",
    "normative": "规范性文件 行政规范性文件",
    "interpretation": "政策解读 图解政策 专家解读 媒体解读",
    "personnel": "人事信息 招考录用",
    "plan": "规划计划 发展规划 政府工作报告",
    "budget": "财政预决算 部门预算 三公经费",
    "statistics": "统计信息 数据发布",
    "letters_statistics": "信件办理统计 留言统计 信件统计",
    "letters": "市长信箱 网上咨询 来信选登",
    "consultation": "意见征集 民意征集",
    "survey": "网上调查 问卷调查",
    "interview": "在线访谈 新闻发布会",
    "service": "办事服务 政务服务 便民服务",
    "guide": "办事指南",
    "institution": "机构职能 内设机构 权责清单",
    "leaders": "领导之窗 领导分工",
    "overview": "走进清源 市情概况",
    "disclosure_guide": "政府信息公开指南",
    "disclosure_rules": "政府信息公开制度",
    "annual_report": "政府信息公开年报 政府信息公开年度报告",
    "emergency": "应急管理 应急预案",
    "procurement": "政府购买服务",
    "trading": "政府采购 招标公告 公共资源交易",
    "reposted": "国务院信息 媒体聚焦",
    "yearbook": "统计公报 统计年鉴",
    "meeting": "领导活动 会议",
    "topic": "专题专栏 党史学习教育专栏 历史栏目 2019年扫黑除恶专题",
    "links": "友情链接 网站地图",
    "video": "视频 宣传片",
    "other": "建议提案办理 义务教育 依申请公开",
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in KINDS.items() for name in names.split()])
def test_kind_by_name(kind: str, name: str) -> None:
    assert load_vocabulary().classify(name) == kind


@pytest.mark.parametrize(
    ("name", "column_type", "path", "kind"),
    [
        ("更多>>", "", (), "other"),
        ("【 通知公告 】更多>>", "", (), "notice"),
        ("市应急局", "政策文件", (), "policy"),
        ("清源概况", "概况信息", (), "overview"),
        ("2021年", "", ("政务公开", "通知公告", "2021年"), "notice"),
        ("工作动态", "", ("专题专栏", "主题教育", "工作动态"), "topic"),
        ("财政局", "", ("机构职能", "财政局"), "other"),
        ("", "", (), "other"),
    ],
)
def test_kind_by_type_and_path(name: str, column_type: str, path: tuple[str, ...], kind: str) -> None:
    assert load_vocabulary().classify(name, column_type, path) == kind


def test_every_kind_is_coherent() -> None:
    kinds = load_vocabulary().kinds
    assert set(KINDS) <= set(kinds)
    assert {kind.group for kind in kinds.values()} <= set(GROUPS)
    assert kinds["news"].period_days == 14
    assert kinds["news"].source == "S"
    assert not kinds["topic"].updates
    assert all(kind.period_days for kind in kinds.values() if kind.updates)


VERDICTS = {
    ("period", 14): "部门动态 乡镇动态 政务要闻",
    ("period", 180): "通知公告 政策解读",
    ("period", 92): "统计信息",
    ("period", 365): "统计公报 统计年鉴 规划计划 财政预决算 年度报告 重大行政决策事项目录",
    ("event", None): "收费公示 政府常务会议 公共数据开放 聚焦两会 征地公告 规范性文件废止 人事任免 应急预案 "
    "公共资源交易 行政处罚",
    ("excepted", None): "纪检举报",
    ("none", None): "领导信息",
}


@pytest.mark.parametrize(
    ("duty", "period", "name"), [(*owed, name) for owed, names in VERDICTS.items() for name in names.split()]
)
def test_what_hard_names_owe(duty: str, period: int | None, name: str) -> None:
    vocabulary = load_vocabulary()
    kind = vocabulary.kinds[vocabulary.classify(name)]
    assert (kind.duty, kind.period_days) == (duty, period)


@pytest.mark.parametrize("name", ["政府常务会议", "领导活动", "聚焦两会", "聚焦乡村振兴", "会议", "媒体聚焦"])
def test_meetings_and_topics_are_no_news(name: str) -> None:
    assert load_vocabulary().kinds[load_vocabulary().classify(name)].group != "news"


GOOD = """
kinds:
  - {id: other, title: 其他, names: [], group: other, period_days: 365, duty: period, source: assumed, note: 注}
"""


def test_own_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_vocabulary(path).kinds == {
        "other": ColumnKind("other", "其他", (), "other", 365, "period", False, "assumed", "注"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kinds: []", "缺少 kinds 列表"),
        ("a: [", "不是有效的 YAML"),
        (GOOD.replace("id: other", "id: odd"), "缺少类别 other"),
        (GOOD.replace("group: other", "group: none"), "own.yaml：类别 other 的 group"),
        (GOOD.replace("period_days: 365", "period_days: -1"), "own.yaml：类别 other 的 period_days"),
        (GOOD.replace("duty: period", "duty: often"), "own.yaml：类别 other 的 duty 必须是"),
        (GOOD.replace("duty: period", "duty: event"), "own.yaml：类别 other 的 period_days 应为 null"),
        (GOOD.replace("period_days: 365", "period_days: null"), "own.yaml：类别 other 的 period_days 不能为空"),
        (GOOD.replace("source: assumed", "source: M"), "own.yaml：类别 other 的 source"),
        (GOOD.replace("note: 注", "notes: 注"), "own.yaml：类别 other 的 notes 不是已知字段"),
        (GOOD.replace("names: []", "names: [1]"), "own.yaml：类别 other 的 names"),
        ("kinds: [1]", "第 1 个类别缺少 id"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RubricError, match=message):
        load_vocabulary(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="无法读取"):
        load_vocabulary(tmp_path / "none.yaml")
