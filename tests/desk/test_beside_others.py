"""The desk while others write to its database: a crawl that stores what it finds, and a round that is closed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from analysis.round_view import RoundView
from exports import Options
from govcrawl.apps.cli import rounds
from govcrawl.apps.cli.main import app
from govcrawl.domain.items import Item
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.closing import StoredFile, read_exports
from govcrawl.store.decisions import read_reviews
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check
from tests.desk.desk import ROUND
from tests.desk.test_access import Client
from tests.exports.night import CLEAN, FAULTY, Q3, dead, site


@contextmanager
def crawling(url: str) -> Iterator[None]:
    """A crawl that inspects CLEAN over and over, in batches as the pipelines write them, until the block ends."""
    ended, faults = threading.Event(), list[BaseException]()

    def write() -> None:
        engine = open_database(url)
        check = Check(Q3, load_rubric(), load_vocabulary())
        try:
            for number in range(100_000):
                writer = Writer(engine, Q3, check.rubric)
                writer.begin_round([FAULTY, CLEAN])
                writer.begin_target(CLEAN, resume=False)
                items: list[Item] = [*(dead(CLEAN, each) for each in range(1 + number % 40)), site(CLEAN)]
                for item in items:
                    writer.add_findings(item, run(item, check))
                    writer.add(item)
                writer.close(finished=True)
                if ended.is_set():
                    return
        except BaseException as fault:
            faults.append(fault)
        finally:
            engine.dispose()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    assert faults == []


def _decide(client: Client, key: str, csrf: str, decision: str) -> int:
    seen = client.ask(f"/r/{ROUND}/f/{key}")[1].partition('name="seen" value="')[2].partition('"')[0]
    form = {"csrf": csrf, "decision": decision, "note": "已核对", "seen": seen, "next": ""}
    return client.post(f"/r/{ROUND}/f/{key}/decide", form)[0]


def test_the_desk_works_while_a_crawl_writes(local: str, engine: Engine) -> None:
    keys = [each.key for each in read_findings(engine, ROUND) if each.target_url != CLEAN.url][:6]
    paths = [f"/r/{ROUND}{more}" for more in ("", "/findings", "/findings?q=a", "/progress", "/scores")]
    reader = Client(local)
    csrf = reader.csrf()
    with crawling(str(engine.url)), ThreadPoolExecutor(4) as pool:
        read = pool.map(lambda path: Client(local).ask(path, Accept="*/*")[0], paths * 4)
        decided = [_decide(reader, key, csrf, "属实") for key in keys]
        assert set(read) == {200}
    assert set(decided) <= {200, 303}
    assert {key: review.decision for key, review in read_reviews(engine, ROUND).items()} == dict.fromkeys(keys, "属实")


def _close(engine: Engine) -> str:
    done = CliRunner().invoke(app, ["round", "close", ROUND, "--db", str(engine.url)])
    return f"{done.exception or ''}{done.output}"


def test_a_decision_while_a_round_closes_is_in_its_files_or_refused(
    local: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes after the files were made, before they are stored: they are made again."""
    keys = [each.key for each in read_findings(engine, ROUND) if each.target_url != CLEAN.url]
    client, made, last, files_of = Client(local), list[int](), list[StoredFile](), rounds._files
    csrf = client.csrf()

    def make_and_decide(view: RoundView, options: Options) -> list[StoredFile]:
        last[:] = files_of(view, options)
        made.append(_decide(client, keys[len(made)], csrf, "不属实") if len(made) < 2 else 0)
        return last

    monkeypatch.setattr(rounds, "_files", make_and_decide)
    assert "已关闭" in _close(engine)
    assert len(made) == 3
    assert _decide(client, keys[5], csrf, "不属实") in (400, 409)
    assert set(read_reviews(engine, ROUND)) == set(keys[:2])
    assert [content for _, _, content in read_exports(engine, ROUND)] == [content for _, _, content in sorted(last)]


def test_a_round_on_which_people_go_on_to_decide_is_not_closed(
    local: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, client, made = [each.key for each in read_findings(engine, ROUND)], Client(local), list[int]()
    csrf, files_of = client.csrf(), rounds._files

    def make_and_decide(view: RoundView, options: Options) -> list[StoredFile]:
        made.append(_decide(client, keys[len(made)], csrf, "不属实"))
        return files_of(view, options)

    monkeypatch.setattr(rounds, "_files", make_and_decide)
    assert "请待复核告一段落后再试" in _close(engine)
    assert RoundView(engine, ROUND).facts.closed_at is None
    assert len(read_reviews(engine, ROUND)) == 3
