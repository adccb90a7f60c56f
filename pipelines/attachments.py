"""T01-T03: attachments that people cannot preview, or that are broken.

An attachment is accused once: T03 speaks of broken ones, T01 of pages that offer only Word, T02 of Word files whose
page has PDF or OFD of other documents.
"""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import Attachment, PageItem
from govcrawl.domain.urls import normalise, page_key
from pipelines.absence import both
from pipelines.documents import AttachmentNames, same_document
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, Result, Subject

WORD = frozenset({"doc", "docx", "wps", "wpt", "rtf", "dot", "dotx", "odt"})
FIXED = frozenset({"pdf", "ofd"})

# What the first bytes of a sound file may be. Word and WPS open each other's formats whatever the extension says,
# and an encrypted docx or xlsx is an OLE file.
_OFFICE = frozenset({"ole", "zip", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "office"})
_SOUND: dict[str, frozenset[str]] = {
    "pdf": frozenset({"pdf"}),
    "ofd": frozenset({"ofd", "zip"}),
    "zip": frozenset({"zip", "docx", "xlsx", "pptx", "ofd"}),
    "rar": frozenset({"rar", "rar5", "zip", "7z"}),
    "7z": frozenset({"7z", "zip", "rar"}),
    **dict.fromkeys((*WORD, "xls", "xlsx", "et", "ppt", "pptx", "dps", "ods", "odp"), _OFFICE),
}
# Contents that are told by their first bytes beyond doubt.
_CERTAIN = _OFFICE | {"pdf", "ofd", "html", "rar", "rar5", "7z", "jpg", "jpeg", "png", "gif", "image"}
_CHINESE = {"html": "网页", "ole": "Word/Excel", "zip": "压缩包", "pdf": "PDF", "ofd": "OFD", "image": "图片"}


@rule("T01", PageItem, subject=Subject.ATTACHMENT, figure=Figure.WORD, may_become=("T02", "T03"))
def word_attachment(page: PageItem, _check: Check) -> Iterator[Result]:
    """The page offers Word (or another text format that cannot be previewed) and no PDF or OFD at all. Spreadsheets
    are no Word. For a page that could not be read, this rule speaks for T02 and T03 too.
    """
    if page.answer is not FetchOutcome.REACHABLE:
        reason = page.reason or "原因不明"
        yield CannotJudge(f"页面{page.answer.unread}，附件情况无法判断：{reason}")
        return
    if not page.attachments or _fixed(page):
        return
    for attachment in _words(page):
        message = f"附件“{file_name(attachment)}”为 {attachment.extension} 格式，页面未提供 PDF 或 OFD 版本"
        yield _without_fixed(page, attachment, message)


@rule("T02", PageItem, subject=Subject.ATTACHMENT, figure=Figure.WORD, may_become=("T01", "T03"))
def word_without_pdf(page: PageItem, _check: Check) -> Iterator[Result]:
    """The page has PDF or OFD files, but none of the same document as this Word file, by the names of both. A name that
    is but the end of another one (申报表, 项目申报表) is the same where there are no others, and undecided elsewhere.
    """
    fixed = _fixed(page) if page.attachments else []
    if not fixed:
        return
    documents = [AttachmentNames.of(each) for each in fixed]
    words = _words(page)
    for attachment in words:
        mine = AttachmentNames.of(attachment)
        alike = [same_document(mine, other) for other in documents]
        if any(alike):
            continue
        if None in alike:
            if len(words) > 1 or len(documents) > 1:
                message = f"附件“{file_name(attachment)}”与页面上名称相近的 PDF 或 OFD 是否为同一文件，无法判断"
                yield CannotJudge(message, attachment.url, normalise(attachment.url), _evidence(page, attachment))
        else:
            message = f"附件“{file_name(attachment)}”为 {attachment.extension} 格式，页面上没有该文件的 PDF 或 OFD 版本"
            yield _without_fixed(page, attachment, message)


@rule("T03", PageItem, confirm=Confirm.ATTACHMENT, subject=Subject.ATTACHMENT)
def broken_attachment(page: PageItem, _check: Check) -> Iterator[Result]:
    """The attachment is missing, empty, or its bytes are not what its extension says (B5 表格样表, D3 可用性)."""
    for attachment in page.attachments:
        fault = _fault(attachment)
        if fault is None and attachment.state in (LinkState.BLOCKED, LinkState.SLOW, LinkState.ERROR):
            message = f"附件“{file_name(attachment)}”无法判断能否下载：{attachment.reason or '原因不明'}"
        elif fault is None and _is_undecided(attachment):
            message = f"附件“{file_name(attachment)}”的内容无法识别，未能判断是否为 {attachment.extension} 文件"
        elif fault:
            message = f"附件“{file_name(attachment)}”{fault}"
            yield Fail(message, attachment.url, normalise(attachment.url), _evidence(page, attachment))
            continue
        else:
            continue
        yield CannotJudge(message, attachment.url, normalise(attachment.url), _evidence(page, attachment))


def file_name(attachment: Attachment) -> str:
    """What a person calls the file: the link's text, else the last part of the address."""
    text = " ".join(attachment.text.split())
    return text or attachment.url.rpartition("/")[2] or attachment.url


def _fault(attachment: Attachment) -> str | None:
    """What is broken about an attachment; None when nothing is known to be."""
    if attachment.state is LinkState.GONE:
        return f"打不开：{attachment.reason or '文件不存在'}"
    if attachment.state is not LinkState.OK:
        return None
    if attachment.size == 0 or attachment.content == "empty":
        return "是空文件（0字节）"
    sound = _SOUND.get(attachment.extension)
    content = attachment.content or ""
    if sound and content in _CERTAIN and content not in sound:
        kind = _CHINESE.get(content, content.upper())
        return f"的扩展名为 {attachment.extension}，实际内容是{kind}，与扩展名不符"
    return None


def _is_undecided(attachment: Attachment) -> bool:
    """Read, but what was read is neither sound nor surely something else."""
    sound = _SOUND.get(attachment.extension)
    content = attachment.content
    return bool(attachment.state is LinkState.OK and sound and content and content not in sound)


def _words(page: PageItem) -> list[Attachment]:
    """Word files that are what they say; the broken ones are T03's. Each file once."""
    found = {
        normalise(each.url): each
        for each in reversed(page.attachments)
        if each.extension in WORD and _fault(each) is None
    }
    return list(reversed(found.values()))


def _fixed(page: PageItem) -> list[Attachment]:
    """PDF and OFD files, by extension or by what they are. A broken one counts: T03 speaks of it."""
    return [each for each in page.attachments if each.extension in FIXED or each.content in FIXED]


def _without_fixed(page: PageItem, attachment: Attachment, message: str) -> Result:
    """What a Word file is accused of; undecided where the page's scripts show a PDF or OFD that no link offers."""
    evidence = _evidence(page, attachment)
    known = {page_key(each.url) for each in page.attachments}
    shown = [url for url in page.mentioned if _is_fixed(url) and page_key(url) not in known]
    if shown:
        seen = f"页面脚本或属性里的文件地址{shown[0]}"
        evidence |= both("没有 PDF 或 OFD 版本", seen)
        message = f"{message}，而{seen}可能是它的版式文件，需人工查看"
        return CannotJudge(message, attachment.url, normalise(attachment.url), evidence)
    return Fail(message, attachment.url, normalise(attachment.url), evidence)


def _is_fixed(url: str) -> bool:
    """Whether an address is that of a PDF or OFD file, by its name."""
    return url.partition("?")[0].partition("#")[0].rpartition(".")[2].lower() in FIXED


def _evidence(page: PageItem, attachment: Attachment) -> dict[str, object]:
    return {
        "text": attachment.text,
        "extension": attachment.extension,
        "state": attachment.state.value,
        "status": attachment.status,
        "size": attachment.size,
        "content": attachment.content,
        "beside": [file_name(each) for each in page.attachments if each is not attachment][:10],
    }
