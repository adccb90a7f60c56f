"""How sure a share is that was counted on few cases."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964  # of 95 %


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval (Wilson) of a share, `part` of `whole`; (0, 1) where nothing was counted.

    ValueError when `part` is not between 0 and `whole`.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, middle - half), min(1.0, middle + half)
