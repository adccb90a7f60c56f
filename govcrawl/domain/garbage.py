"""How often Python looks for objects that refer to each other in circles."""

import gc


def collect_seldom() -> None:
    """Look for circles after every 20,000 new objects, not 700.

    One page makes thousands, and so does every module that is loaded; nearly all of them go by themselves or never.
    Looking through those that stay took a tenth of the time in which a worker starts.
    """
    gc.set_threshold(20_000, 20, 50)
