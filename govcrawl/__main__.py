"""`python -m govcrawl`: the `govcrawl` command."""

from govcrawl.apps.cli.main import main

if __name__ == "__main__":
    main()
