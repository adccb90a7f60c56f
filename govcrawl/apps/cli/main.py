"""The `govcrawl` command. Exit codes: 0 done, 1 done but something could not be inspected, 2 wrong input."""

from __future__ import annotations

import sys

import typer

from govcrawl.apps.cli import evidence, people, posts, register, rounds, rubric, users
from govcrawl.apps.cli.accuracy import accuracy
from govcrawl.apps.cli.demo import demo
from govcrawl.apps.cli.inspect import inspect
from govcrawl.apps.cli.replay import replay
from govcrawl.apps.cli.results import export, findings, recheck, score
from govcrawl.apps.cli.serve import serve
from govcrawl.apps.cli.summary import summary
from govcrawl.apps.cli.watch import watch
from govcrawl.apps.error_output import complain
from govcrawl.apps.log_guard import guard_log
from govcrawl.domain.environment import check_environment
from govcrawl.domain.errors import GovcrawlError

app = typer.Typer(
    name="govcrawl",
    help="政府网站检查系统：检查、判定、评分、导出通报附件。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(register.app, name="register")
app.add_typer(rubric.app, name="rubric")
app.add_typer(posts.app, name="posts")
app.add_typer(rounds.app, name="round")
app.add_typer(evidence.app, name="evidence")
app.add_typer(users.app, name="users")
app.add_typer(people.review, name="review")
app.add_typer(people.manual, name="manual")
for command in (
    demo,
    inspect,
    summary,
    watch,
    recheck,
    replay,
    findings,
    score,
    accuracy,
    export,
    serve,
    rounds.verify,
):
    app.command()(command)


def main() -> None:
    """Run the command line. An error of ours is printed as one message, exit code 2."""
    guard_log()
    try:
        check_environment()
        app()
    except GovcrawlError as error:
        complain(error)
        sys.exit(2)


if __name__ == "__main__":
    main()
