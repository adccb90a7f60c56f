"""What terminal and review desk call the states of a target and the phases of its inspection."""

STATES = {"pending": "等待", "running": "检查中", "done": "完成"}
PHASES = {
    "HomePhase": "首页",
    "ColumnsPhase": "栏目",
    "ArticlesPhase": "稿件与附件",
    "LinksPhase": "链接",
    "ClosingPhase": "收尾",
}
