"""What is measured of the program's accuracy, and `docs/accuracy.md`, which is written from it.

Each measure (`of_demo`, `of_city`, `of_traps`, `of_pages`, `of_mutations`, `of_random_sites`, `of_invariance`) gives a
`Measured`, kept as JSON below `measured/`, so that single ones can be run again; `report` merges what is there.
`calibration` learns from the same cases how sure a finding is (`pipelines/confidence.yaml`).
"""
