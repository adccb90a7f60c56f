"""How the portals look: one module per family of content management systems."""

from govcrawl.demo.styles.base import Style
from govcrawl.demo.styles.jcms import Jcms
from govcrawl.demo.styles.nfcms import Nfcms
from govcrawl.demo.styles.table import TableList
from govcrawl.demo.styles.trs import Trs
from govcrawl.demo.styles.vsb import Vsb

__all__ = ["Jcms", "Nfcms", "Style", "TableList", "Trs", "Vsb"]
