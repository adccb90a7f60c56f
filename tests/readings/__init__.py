"""Saved readings: what the reader says of pages of our own (tests/pages) and of the labelled real pages.

`scripts/save_readings.py` writes them anew. A change of the reader shows as a diff in review: look at the page before
you accept it.
"""
