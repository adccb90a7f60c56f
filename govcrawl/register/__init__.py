"""The office's register (台账): units, the targets to inspect, and what the office expects of them.

`read_register` reads a workbook or a folder of csv files and refuses it with every bad row listed at once.
"""

from govcrawl.domain.targets import AVAILABILITY, NEW_MEDIA, PLATFORMS, WEBSITES, Target
from govcrawl.register.model import Account, Exemption, Register, RequiredColumn, Responsibility, SuperiorItem, Unit
from govcrawl.register.reader import read_register
from govcrawl.register.record import RegisterRecord, record_of
from govcrawl.register.schema import SHEETS
from govcrawl.register.template import write_template

__all__ = [
    "AVAILABILITY",
    "NEW_MEDIA",
    "PLATFORMS",
    "SHEETS",
    "WEBSITES",
    "Account",
    "Exemption",
    "Register",
    "RegisterRecord",
    "RequiredColumn",
    "Responsibility",
    "SuperiorItem",
    "Target",
    "Unit",
    "read_register",
    "record_of",
    "write_template",
]
