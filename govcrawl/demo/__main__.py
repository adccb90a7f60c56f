"""`python -m govcrawl.demo`: serve the city until Ctrl-C, to look at it by hand."""

import contextlib
import sys
import threading

from govcrawl.demo.city import build_city
from govcrawl.demo.server import serve


def main() -> None:
    city = build_city(whole=True)
    lines = [f"模拟城市 {city.name}，共 {len(city.sites)} 个网站，按 Ctrl-C 结束："]
    lines += [f"  {city.address(site)}  {site.name}" for site in city.sites]
    with serve(city), contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
