"""Mutations: one planted change to a healthy site or to a real page, one finding.

`model` says what a mutation is, `healthy` makes the sites that are changed (those of `benchmarks.random_sites`, without
defects), `edits` changes served bytes. `of_labels`, `of_marks`, `of_pages`, `of_columns` and `of_platforms` hold the
mutations, `catalogue` says which rules have one and why others have none. `real` changes labelled real pages. `night`
inspects all of them, each on a loopback address of its own, and compares each with its twin that was not changed.
"""
