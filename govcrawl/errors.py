"""Re-export for scripts of other people: the errors live in `govcrawl.domain.errors`."""

from govcrawl.domain.errors import *  # noqa: F403
