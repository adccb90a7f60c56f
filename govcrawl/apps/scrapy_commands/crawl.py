"""`scrapy crawl` with the exit codes of govcrawl: wrong input is one clear line and 2, and nothing is started."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from scrapy.commands import crawl

from govcrawl.apps.error_output import complain
from govcrawl.apps.log_guard import guard_log
from govcrawl.domain.environment import check_environment, current_settings
from govcrawl.domain.errors import GovcrawlError
from govcrawl.domain.rounds import parse_round
from govcrawl.domain.targets import AVAILABILITY, EVERYTHING, INSPECTION_PLATFORMS, INSPECTION_TITLES, platforms_named
from govcrawl.net.hosts_file import known_names
from govcrawl.register import Register, read_register
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.expressions import load_expressions
from govcrawl.rubric.reader import load_rubric
from govcrawl.rubric.suspicious import load_suspicious
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.retention import mend
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.outage import through_outages, wait_in_outages
from govcrawl.store.reader import read_round
from govcrawl.store.session import open_database


class Command(crawl.Command):
    """Checks all input before Scrapy starts; ends with 1 when a target could not be inspected."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        guard_log()  # before Scrapy's first line
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check arguments and register, take the inspection lock, crawl, and report targets that were left out.

        The exit code is 2 for errors of the caller, whose message is printed.
        """
        arguments: dict[str, Any] = opts.spargs
        try:
            register = check_arguments(arguments, self.database())
        except GovcrawlError as error:
            complain(error)
            self.exitcode = 2
            return
        gc.freeze()  # what is loaded now stays
        self._quiet()
        try:
            with self._held(args, arguments):
                super().run(args, opts)
        except GovcrawlError as error:
            complain(error)
            self.exitcode = 2
            return
        if not self.exitcode and args:
            try:
                self.exitcode = self._completeness(_platforms(args, arguments), register, arguments)
            except GovcrawlError as error:
                complain(error)
                self.exitcode = 1

    def _quiet(self) -> None:
        """Keep lines that no log takes from being made: Scrapy makes some for every page, and drops them late."""
        if self.settings is not None:
            for name in ("scrapy", "scrapy-playwright"):
                logging.getLogger(name).setLevel(self.settings["LOG_LEVEL"])

    @contextmanager
    def _held(self, args: list[str], arguments: dict[str, Any]) -> Iterator[None]:
        """A worker's platforms are locked by its inspection run, with which it ends; a crawl by itself locks them."""
        if current_settings().worker:
            end_with_parent()
            yield
            return
        engine = open_database(self.database())
        round_name = parse_round(arguments.get("round"), arguments.get("date")).name
        platforms = _platforms(args, arguments)
        with inspection_lock(engine, round_name, platforms, INSPECTION_TITLES):
            if root := archive_root(engine.url):
                mend(engine, root, round_name, platforms)
            yield
        engine.dispose()

    def database(self) -> str | None:
        """The database of the settings; None before Scrapy has read them."""
        if self.settings is None:
            return None
        url: str | None = self.settings.get("GOVCRAWL_DATABASE_URL")
        return url

    def _completeness(self, platforms: Sequence[str], register: Register, arguments: dict[str, Any]) -> int:
        """1 when a target of this run was not inspected: another process may be at work on other shares."""
        inspected = [platform for platform in platforms if platform != AVAILABILITY]
        if arguments.get("share", "0/1") != "0/1" or not inspected:
            return 0
        when = parse_round(arguments.get("round"), arguments.get("date"))
        engine = open_database(self.database(), create=False, readonly=True)
        wait_in_outages(engine)
        unit = arguments.get("unit")
        wanted = {(each, target.url) for each in inspected for target in register.targets_of(each, unit)}
        facts = through_outages(engine, partial(read_round, engine, when.name))
        return int(any(state.missed for state in facts.targets if (state.target.platform, state.target.url) in wanted))


def _platforms(args: Sequence[str], arguments: Mapping[str, str]) -> tuple[str, ...]:
    """What the spider on the command line inspects."""
    if args[:1] == [EVERYTHING]:
        return platforms_named(arguments.get("platforms", "")) or INSPECTION_PLATFORMS
    return tuple(args[:1])


def end_with_parent() -> None:
    """End at once when the run that has started this process is no more: nobody may inspect beside the next one.

    What has been stored stands; the rest is what `--resume` is for.
    """

    source = sys.stdin.fileno()

    def wait() -> None:
        # Not by sys.stdin: Python aborts at its end while a thread waits in a buffer of its own.
        while os.read(source, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, name="end-with-parent", daemon=True).start()


def check_arguments(arguments: dict[str, Any], database: str | None) -> Register:
    """Everything that the spider will read, read once before it starts; raises GovcrawlError."""
    settings = check_environment()
    register = read_register(arguments.get("register") or settings.register_path)
    parse_round(arguments.get("round"), arguments.get("date"))
    platforms_named(arguments.get("platforms", ""))
    load_rubric()
    load_vocabulary()
    load_expressions()
    load_suspicious()
    known_names()
    register.targets_of(None, arguments.get("unit"))
    open_database(database).dispose()
    return register
