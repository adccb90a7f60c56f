"""Random government sites with truth: structures, words, dates, pagers, boxes and labels combined by seed.

`model` says what a site is, `words` what it says, `build` and `disclosure` make a healthy department site or
open-information platform, `near` puts on it what looks like a defect and is none, `plants` plants defects with their
truth. A site is written in one of the `skeletons` by `templates`, or in mark-up that is itself drawn from parts
(`style`, `markup`, `layout`, `pages`). `server` serves, `run` inspects, `score` and `vetoes` compare, `selfcheck` and
`judges` prove the truth from the served bytes with `eyes` of their own, `shrink` makes a failing site small. Only
`reading` and `vetoes` import the program; whoever adds a skeleton does not read `govcrawl/extract`, because the sites
are to be what the reader was not written on.
"""
