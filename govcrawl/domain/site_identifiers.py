"""What a government site's home page must carry in its footer, as far as it was found."""

from dataclasses import dataclass, field

MARKS = ("government", "codes", "record", "police", "error_report")


@dataclass(slots=True)
class SiteIdentifiers:
    """What is there; an empty text or list means that it was not found."""

    government: bool = False  # 党政机关网站标识
    codes: list[str] = field(default_factory=list)  # 网站标识码 as shown, lower case
    record: str = ""  # ICP备案编号
    police: str = ""  # 公安机关备案编号
    error_report: bool = False  # “我为政府网站找错”
    rendered: bool = False  # a browser has looked, too
    # By mark (`MARKS`): what another reader has seen, at the latest look, that may be it; in Chinese.
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all five identifiers that the indicators ask for stand on the page."""
        return bool(self.government and self.codes and self.record and self.police and self.error_report)

    def joined(self, other: "SiteIdentifiers") -> "SiteIdentifiers":
        """What either of two looks at one page has found; `other` is the later one."""
        return SiteIdentifiers(
            self.government or other.government,
            list(dict.fromkeys([*self.codes, *other.codes])),
            self.record or other.record,
            self.police or other.police,
            self.error_report or other.error_report,
            self.rendered or other.rendered,
            other.doubts,
        )
