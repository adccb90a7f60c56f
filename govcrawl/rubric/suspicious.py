"""What makes a link suspicious: known hosts, and words that no page that a government site links should have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import InputError
from govcrawl.domain.yaml_files import read_yaml

DEFAULT = Path(__file__).with_name("suspicious.yaml")


@dataclass(frozen=True, slots=True)
class SuspiciousWords:
    """Words of one kind, and how many different ones in a text are enough."""

    kind: str
    enough: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspicious:
    """The whole list."""

    hosts: dict[str, str]
    words: tuple[SuspiciousWords, ...]
    exempt: frozenset[str]
    hints: tuple[str, ...] = ()

    def kind_of_host(self, host: str) -> str | None:
        """What is known of the host or of a domain above it."""
        return next((self.hosts[each] for each in _above(host) if each in self.hosts), None)

    def is_exempt(self, host: str) -> bool:
        """Whether links to the host are never suspicious."""
        return any(each in self.exempt for each in _above(host))

    def of_title(self, text: str) -> tuple[str, list[str]] | None:
        """(kind, words) of a title or a link's text: one word is enough."""
        return next(((each.kind, hits) for each in self.words if (hits := _hits(each, text))), None)

    def hints_in(self, text: str) -> list[str]:
        """Words of the text that weigh against a link that is kept out of sight, and say nothing of any other."""
        lower = text.lower()
        return [word for word in self.hints if word in lower]

    def of_text(self, text: str) -> tuple[str, list[str]] | None:
        """(kind, words) of a page's text."""
        return next(((each.kind, hits) for each in self.words if len(hits := _hits(each, text)) >= each.enough), None)


def _hits(words: SuspiciousWords, text: str) -> list[str]:
    lower = text.lower()
    return [word for word in words.words if word in lower]


def _above(host: str) -> list[str]:
    parts = host.lower().split(".")
    return [".".join(parts[place:]) for place in range(len(parts))]


def load_suspicious() -> Suspicious:
    """The list that GOVCRAWL_SUSPICIOUS names, else ours. InputError names the file and what is wrong in it."""
    return _load(current_settings().suspicious or DEFAULT)


@cache
def _load(path: Path) -> Suspicious:
    try:
        data = read_yaml(path)
        return Suspicious(
            {str(each["host"]).lower(): str(each["kind"]) for each in data["hosts"]},
            tuple(
                SuspiciousWords(
                    str(each["kind"]), int(each["enough"]), tuple(str(word).lower() for word in each["words"])
                )
                for each in data["words"]
            ),
            frozenset(str(each).lower() for each in data["exempt"]),
            tuple(str(each).lower() for each in data.get("hints", ())),
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise InputError(
            f"可疑链接清单 {path} 无法读取（{type(fault).__name__}），应为 UTF-8 编码的 YAML 文件。"
        ) from fault
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise InputError(f"可疑链接清单 {path} 的内容不完整：{fault}。") from fault
