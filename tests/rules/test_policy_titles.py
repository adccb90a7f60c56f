"""Titles and numbers by which policies and interpretations are matched, and names of attachments."""

import pytest

from govcrawl.domain.items import Attachment
from pipelines.cross_page.policy_titles import (
    core,
    explains,
    interpreted_cores,
    is_interpretation,
    numbers_in,
    policy_cores,
)
from pipelines.documents import AttachmentNames, same_document
from pipelines.labels import same_title


@pytest.mark.parametrize(
    ("title", "cores"),
    [
        ("青石县人民政府关于印发《青石县养老服务管理办法》的通知", ("青石县养老服务管理办法",)),
        ("关于印发青石县养老服务管理办法(试行)的通知", ("青石县养老服务管理办法",)),
        ("青石县养老服务管理办法", ("青石县养老服务管理办法",)),
        ("关于印发《甲办法》和《乙细则》的通知", ("甲办法",)),
        ("青石县关于贯彻落实《养老服务条例》的实施意见", ("贯彻落实养老服务条例实施意见",)),
        ("青石县人民政府关于加强河道管理的通告（青政告〔2021〕1号）", ("加强河道管理",)),
    ],
)
def test_what_a_policy_brings_into_force(title: str, cores: tuple[str, ...]) -> None:
    assert policy_cores(title) == cores


@pytest.mark.parametrize(
    ("title", "cores", "quoted"),
    [
        ("《青石县养老服务管理办法》政策解读", ("青石县养老服务管理办法",), True),
        ("《关于印发〈青石县养老服务管理办法〉的通知》解读", ("青石县养老服务管理办法",), True),
        ("一图读懂|青石县养老服务管理办法", ("青石县养老服务管理办法",), False),
        ("【图解】青石县养老服务管理办法", ("青石县养老服务管理办法",), False),
        ("青石县养老服务管理办法的政策解读", ("青石县养老服务管理办法",), False),
        ("一图读懂", (), False),
    ],
)
def test_what_an_interpretation_explains(title: str, cores: tuple[str, ...], quoted: bool) -> None:
    assert interpreted_cores(title) == (cores, quoted)


def test_a_title_that_only_speaks_of_interpreting_is_none() -> None:
    assert is_interpretation("《青石县养老服务管理办法》解读")
    assert is_interpretation("县民政局局长答记者问")
    assert not is_interpretation("关于做好政策解读工作的通知")
    assert explains("养老新政权威解读来了")


def test_numbers_are_read_in_all_their_brackets() -> None:
    text = "根据青政规〔2021〕03号、国发[2020]11号和县府办（2021）7 号文件"
    assert numbers_in(text) == [("根据青政规", "2021", "3"), ("国发", "2020", "11"), ("号和县府办", "2021", "7")]


def test_hostile_titles_take_no_time() -> None:
    for piece in ("政策文件", "一图读懂", "《", "关于印发", "附件1：", "pdf版"):
        title = piece * 20_000
        assert isinstance(core(title), str)
        assert interpreted_cores(title) is not None
        assert same_title(title, title[:1000] + "乙")
        assert isinstance(
            AttachmentNames.of(Attachment("http://www.qingshi-demo.gov.cn/f", title, "pdf")), AttachmentNames
        )


def attachment(text: str, extension: str) -> AttachmentNames:
    return AttachmentNames.of(
        Attachment(f"http://www.qingshi-demo.gov.cn/{extension}/{abs(hash(text))}.{extension}", text, extension)
    )


@pytest.mark.parametrize(
    ("word", "pdf", "same"),
    [
        ("附件1.申请表.docx", "附件1.申请表.pdf", True),
        ("附件一：申请表", "附件1：申请表（盖章扫描件）.pdf", True),
        ("1.申请表.doc", "2.申请表.pdf", True),
        ("申请表（可编辑）.doc", "申请表.ofd", True),
        ("Word版下载", "PDF版下载", True),
        ("附件1", "附件1", True),
        ("附件1", "附件2", False),
        ("申请表", "申请须知", False),
        ("2020年度报告", "2021年度报告", False),
        ("表一", "表二", False),
    ],
)
def test_same_document(word: str, pdf: str, same: bool) -> None:
    assert same_document(attachment(word, "doc"), attachment(pdf, "pdf")) is same
