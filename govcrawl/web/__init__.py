"""The review desk: a small local web application over the same database."""

from govcrawl.web.app import make_app
from govcrawl.web.desk import Desk

__all__ = ["Desk", "make_app"]
