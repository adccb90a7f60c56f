"""Random government sites with truth: structures, words, dates, pagers, boxes and labels combined by seed.

Nothing here imports the reader. `model` says what a site is, `words` what it says, `style` which choices a seed makes,
`rows`, `layout` and `pages` write mark-up, `plants` plants defects with their truth, `server` serves, `score` compares.
"""
