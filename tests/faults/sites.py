"""All sites with a fault."""

from collections.abc import Sequence

from tests.faults import content, transport
from tests.faults.content import CONTENT
from tests.faults.server import Site
from tests.faults.tls import TLS
from tests.faults.transport import TRANSPORT
from tests.faults.traps import TRAPS


def prepared() -> Sequence[Site]:
    """The sites, ready to answer at once."""
    transport.prepare()
    content.prepare()
    return (*TRAPS, *TRANSPORT, *CONTENT, *TLS)
