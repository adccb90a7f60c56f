"""整改期限: until when problems are to be mended."""

from datetime import date, timedelta

from govcrawl.domain.rounds import Round

_DAYS = 30  # after the inspection date; no public text says how long, so it prints as 未核实 until the office says


def deadline_of(when: Round, given: date | None) -> tuple[date, bool]:
    """The day by which units must mend (整改期限), and whether it is only assumed.

    That is the day `given`; without one so many days after the inspection date of round `when`.
    """
    return (given, False) if given else (when.date + timedelta(days=_DAYS), True)
