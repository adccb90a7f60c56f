"""Run a command of govcrawl with the simulated city on a given port.

    python scripts/run_demo_on_port.py 44939 demo --small --out after

Addresses of the simulated city hold its port, and the keys of findings are hashes of addresses. Two runs whose keys are
to be compared (scripts/compare_demo_runs.py) therefore need one port; `govcrawl demo` itself takes any that is free.
Works with every version of the code: run it with the Python of the environment in question.
"""

from __future__ import annotations

import socket
import sys
from importlib.metadata import entry_points
from typing import Any

CITY_HOST = "127.0.10.1"  # the first address of the city: the one whose port the demo asks the system for


def fix_port(port: int) -> None:
    """Give `port` to whoever asks the system for any free port on the city's first address."""
    create = socket.create_server

    def create_server(address: tuple[str, int], *args: Any, **options: Any) -> socket.socket:
        return create((CITY_HOST, port) if address == (CITY_HOST, 0) else address, *args, **options)

    socket.create_server = create_server  # type: ignore[assignment]  # its overloads do not matter here


def main() -> None:
    """Take the port from the command line and hand the other arguments to govcrawl."""
    if len(sys.argv) < 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    fix_port(int(sys.argv[1]))
    sys.argv = ["govcrawl", *sys.argv[2:]]
    (command,) = entry_points(group="console_scripts", name="govcrawl")
    command.load()()


if __name__ == "__main__":
    main()
