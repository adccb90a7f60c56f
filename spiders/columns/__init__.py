"""How columns are found and read: candidates and their waves, the draft of one column, the pages of its list.

A candidate (`candidates`) waits in the `frontier` until its wave is opened; `discovery` asks directories and site maps
for further ones. An answer goes through `spiders.shells`; what holds the column becomes a `draft`, whose list `paging`
reads to its end. The phase (`spiders.phases.columns`) alone passes a column from one to the next.
"""
