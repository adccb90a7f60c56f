"""The application: its routes, and what goes before them."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from govcrawl.apps.desk import deciding, evidence, files, findings, login, overview, queue
from govcrawl.apps.desk.access import FORM_BYTES, KnownHosts, OwnPagesOnly
from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.headers import Headers
from govcrawl.apps.desk.render import refusal
from govcrawl.domain.errors import GovcrawlError
from govcrawl.domain.sanitize import masked

_FINDING = "/r/{round}/f/{key}"
_RECORD = f"{_FINDING}/record/{{number}}"


def make_app(desk: Desk) -> Starlette:
    """The review desk over this desk's database."""
    app = Starlette(
        routes=[
            Route("/", overview.start),
            Route("/login", login.login_page),
            Route("/login", login.login, methods=["POST"]),
            Route("/logout", login.logout, methods=["POST"]),
            Route("/audit", login.record),
            Route("/r/{round}", overview.overview),
            Route("/r/{round}/progress", overview.progress),
            Route("/r/{round}/scores", overview.scores),
            Route("/r/{round}/findings", queue.queue),
            Route("/r/{round}/undo", deciding.undo, methods=["POST"]),
            Route("/r/{round}/files/{kind}", files.download),
            Route(_FINDING, findings.finding),
            Route(f"{_FINDING}/decide", deciding.decide, methods=["POST"]),
            Route(f"{_RECORD}/page", evidence.archived),
            Route(f"{_RECORD}/original", evidence.original),
            Route(f"{_RECORD}/picture", evidence.picture),
            Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
        ],
        middleware=[
            Middleware(Headers),
            Middleware(KnownHosts, desk=desk),
            Middleware(OwnPagesOnly),
            Middleware(RequestBodyLimitMiddleware, max_body_size=FORM_BYTES),
        ],
        exception_handlers={GovcrawlError: _explain, 404: _missing},
    )
    app.state.desk = desk
    return app


def _explain(request: Request, fault: Exception) -> Response:
    """Errors that are meant for people."""
    return refusal(request, masked(str(fault)), 400)


def _missing(request: Request, fault: Exception) -> Response:
    return refusal(request, "没有这个页面", 404)
