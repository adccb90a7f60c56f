"""govcrawl inspects the websites of a Chinese city government."""

__version__ = "0.1.0"
