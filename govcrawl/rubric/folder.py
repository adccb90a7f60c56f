"""Where the office keeps its own rubric files: a folder, or one of the packs that come with the program."""

from pathlib import Path

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import RubricError

PACKS = Path(__file__).parent / "packs"


def rubric_folder() -> Path | None:
    """The folder that GOVCRAWL_RUBRICS names, or the pack of that name that comes with the program; None for neither.

    Raises RubricError when there is no such folder.
    """
    own = current_settings().rubrics
    return None if own is None else find_folder(own)


def find_folder(own: Path) -> Path:
    """The folder of rubric files `own`, or the pack of that name. RubricError when there is neither."""
    found = own if own.is_dir() else PACKS / own
    if not found.is_dir():
        packs = "、".join(sorted(each.name for each in PACKS.iterdir() if each.is_dir()))
        raise RubricError(f"评分指标文件夹 {own}（GOVCRAWL_RUBRICS）不存在，也不是自带的指标包（{packs}）。")
    return found
