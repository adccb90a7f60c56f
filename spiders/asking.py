"""What Scrapy is asked for on behalf of a job, and what a replay no longer asks for."""

from __future__ import annotations

import scrapy

from govcrawl.store.archive import request_hash
from govcrawl.store.archive.replay import NOT_KEPT, Replay
from spiders.fetching import Fetched, Job
from spiders.recording import kind_of
from spiders.rendering import meta_of
from spiders.run import TargetRun


def scrapy_request(run: TargetRun, job: Job, *, wall_seconds: float, replayed: bool) -> scrapy.Request:
    """The request of `job` of `run`, counted among those that are alike; ValueError when Scrapy cannot ask for it.

    wall_seconds: how long a browser waits behind a challenge. replayed: whether the answer comes from the archive.
    """
    meta = meta_of(job, run.access.bot_protected, wall_seconds)
    kind = kind_of(job, meta)
    number = run.schedule.number_of(request_hash(kind, job.method, job.url, job.body))
    if replayed:
        meta = {"replay": (run.target, request_hash(kind, job.method, job.url, job.body, number))}
    meta["asked"] = kind, number
    headers = dict(job.headers)
    if job.referer:
        headers.setdefault("Referer", job.referer)
    return scrapy.Request(
        job.url, method=job.method, body=job.body, headers=headers, cb_kwargs={"run": run, "job": job}, meta=meta
    )


def ran_out_of_time(replay: Replay | None, run: TargetRun, fetched: Fetched) -> bool:
    """Whether a replay asks for what the crawl itself had no time for: then the run has hit its bound."""
    if replay is None or fetched.verdict is not NOT_KEPT or not (noted := replay.note(run.target, "time")):
        return False
    run.budget.hit("time", run.budget.limits.minutes, noted["url"])
    return True
