"""How the portals look: one module per family of content management systems."""

from govcrawl.apps.demo.styles.base import Style
from govcrawl.apps.demo.styles.jcms import Jcms
from govcrawl.apps.demo.styles.nfcms import Nfcms
from govcrawl.apps.demo.styles.table import TableList
from govcrawl.apps.demo.styles.trs import Trs
from govcrawl.apps.demo.styles.vsb import Vsb

__all__ = ["Jcms", "Nfcms", "Style", "TableList", "Trs", "Vsb"]
