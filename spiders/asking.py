"""What Scrapy is asked for on behalf of a job."""

from __future__ import annotations

import scrapy

from govcrawl.store.archive import request_hash
from spiders.fetching import Job
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
