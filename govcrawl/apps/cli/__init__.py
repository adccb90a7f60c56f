"""The command line."""

from govcrawl.domain.garbage import collect_seldom

collect_seldom()  # before the commands are loaded, and with them nearly everything
