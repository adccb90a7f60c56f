"""Which targets this process inspects."""

from govcrawl.domain.errors import InputError
from govcrawl.domain.targets import Target


def select(targets: list[Target], share: str) -> list[Target]:
    """Every n-th target from the i-th on, for `share` "i/n": N processes split the register without talking."""
    index, _, count = share.partition("/")
    if not (index.isdigit() and count.isdigit() and int(index) < int(count)):
        raise InputError(f"参数 share={share} 无效，应为“序号/总数”，例如 0/2。")
    return targets[int(index) :: int(count)]
