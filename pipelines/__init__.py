"""Rules and the item pipelines that run them, one module per family."""

from importlib import import_module

_MODULES = (
    "pipelines.availability",
    "pipelines.freshness",
    "pipelines.statistics",
    "pipelines.content",
    "pipelines.required",
    "pipelines.interaction",
    "pipelines.disclosure",
    "pipelines.policy_qa",
    "pipelines.new_media",
    "pipelines.marks",
    "pipelines.reach",
    "pipelines.guides",
    "pipelines.exposure",
    "pipelines.expressions",
    "pipelines.suspicion",
    "pipelines.attachments",
    "pipelines.labels",
    "pipelines.cross_page.interpretation",
    "pipelines.cross_page.forwarding",
    "pipelines.cross_page.availability",
    "pipelines.cross_page.backdated",
)


def load_rules() -> None:
    """Fill `pipelines.rules.REGISTRY` with the rules of all families, those across pages too."""
    for name in _MODULES:
        import_module(name)
