"""govcrawl inspects the websites of a Chinese city government."""

__version__ = "0.2.0"
