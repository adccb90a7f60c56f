"""What the office gets: workbooks of a finished round."""

from pathlib import Path

from sqlalchemy import Engine

from exports.attachment1 import write_attachment1


def export_round(engine: Engine, round_name: str, out: Path) -> list[Path]:
    """Write the round's workbooks into `out` (made when missing), each whole or not at all; their paths.

    Raises InputError for an unknown round, OutputError when a file cannot be written; an older file then stays.
    """
    return [write_attachment1(engine, round_name, out)]


__all__ = ["export_round"]
