"""The review desk: a small local web application over the same database."""

from govcrawl.apps.desk.app import make_app
from govcrawl.apps.desk.desk import Desk

__all__ = ["Desk", "make_app"]
