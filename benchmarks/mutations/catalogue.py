"""All mutations, and why some rules have none."""

from __future__ import annotations

from benchmarks.mutations import of_columns, of_labels, of_marks, of_pages, of_platforms
from benchmarks.mutations.model import Mutation

ALL: tuple[Mutation, ...] = (
    *of_labels.ALL, *of_marks.ALL, *of_pages.ALL, *of_columns.ALL, *of_platforms.ALL,
)  # fmt: skip

# Rules without a mutation here; the Q rules are planted in the departments of one platform (see `night`).
WITHOUT = {
    "A01": "probes of a week, not pages",
    "F09": "needs an earlier round that saw the page",
    "N01": "posts of accounts, not pages of sites",
    "N03": "the register alone",
    "N04": "posts of accounts and the register",
    "S04": "the host, which is an address on loopback",
    "S06": "the network: nothing answers with TLS on loopback",
    "S07": "name servers",
}
DEPARTMENTS = ("Q01", "Q02", "Q03")
