"""All sites with a fault."""

from collections.abc import Sequence

from tests.faults import content, transport
from tests.faults.content import CONTENT
from tests.faults.server import Site
from tests.faults.tls import TLS
from tests.faults.transport import TRANSPORT
from tests.faults.traps import TRAPS

# Faults that are meant to fill the memory, or to hold up whoever reads them.
HEAVY = (
    "压缩炸弹gzip",
    "压缩炸弹brotli",
    "巨大附件",
    "巨大网页",
    "巨大robots",
    "十万链接",
    "五兆单行",
    "十万层嵌套",
    "异名嵌套",
    "不闭合标签",
)


def prepared() -> Sequence[Site]:
    """The sites, ready to answer at once."""
    transport.prepare()
    content.prepare()
    return (*TRAPS, *TRANSPORT, *CONTENT, *TLS)
