"""新点 Epoint EWB: lists by POST to `lightfrontaction/getgovinfolist`; the site's ids stand in webBuilderCommon.js."""

import json
import re
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlsplit

from govcrawl.cms.fields import Fields
from govcrawl.cms.model import ListSource, Request, Rows, detector
from govcrawl.domain.urls import absolute

_COMMON = re.compile(r"""["']((?=[^"']*?webBuilderCommon\.js)[^"']*+)["']""", re.I)
_GUID = re.compile(r"siteGuid['\"]?\s*[:=]\s*['\"]([^'\"]+)['\"]", re.I)
_PROJECT = re.compile(r"projectName['\"]?\s*[:=]\s*['\"]([^'\"]*)['\"]", re.I)
_CATEGORY = re.compile(r"categorynum['\"]?\s*[:=]\s*['\"]([0-9]{3,})['\"]", re.I)
_DEPARTMENT = re.compile(r"deptcode['\"]?\s*[:=]\s*['\"]([\w-]*)['\"]", re.I)
_FOLDER = re.compile(r"/(\d{3}(?:\d{3})+|\d{3})/(?:[^/]*)$")
_USES = re.compile(r"getgovinfolist|EWB-FRONT|<\?=\s*el\.", re.I)
_SIZE = 20
_FIELDS = Fields(
    rows=("custom.infodata", "custom.data", "custom.list", "custom.records"),
    title=("realtitle", "title", "infotitle"),
    url=("infourl", "href", "url", "linkurl"),
    published=("infodate", "publishdate", "showdate", "pubdate"),
    total=("custom.total", "custom.count", "custom.rowcount"),
    other_dates=("createdate", "updatedate", "writedate", "begindate", "enddate"),
)


@dataclass(frozen=True, slots=True)
class Epoint:
    """A list of an Epoint directory, asked for by JSON; a script of the site must give its number and project first."""

    base: str  # the page's address
    category: str
    department: str = ""
    guid: str = ""
    project: str | None = None
    common: str = ""  # address of webBuilderCommon.js
    system: str = "epoint"

    @property
    def total(self) -> int | None:
        return None

    @property
    def setup(self) -> Request | None:
        return None if self.guid and self.project is not None else Request(self.common)

    def prepared(self, text: str) -> Self | None:
        guid, project = _GUID.search(text), _PROJECT.search(text)
        if guid is None or project is None:
            return None
        return replace(self, guid=guid[1], project=project[1])

    def request(self, page: int, have: int) -> Request:
        fields = {
            "deptcode": self.department,
            "categorynum": self.category,
            "siteGuid": self.guid,
            "pageIndex": page - 1,
            "pageSize": _SIZE,
        }
        path = "/".join(
            part for part in ((self.project or "").strip("/"), "rest/lightfrontaction/getgovinfolist") if part
        )
        body = json.dumps(fields, separators=(",", ":"))
        return Request(
            absolute(self.base, f"/{path}") or self.base, "POST", body, (("Content-Type", "application/json"),)
        )

    def read(self, body: bytes, url: str) -> Rows | None:
        return _FIELDS.read_body(body, self.base)


@detector(rank=30)
def detect(source: str, url: str) -> list[ListSource]:
    """The list of the page's category, by its script or else by the numbers of its folder."""
    common = _COMMON.search(source)
    if not _USES.search(source):
        return []
    guid, project = _GUID.search(source), _PROJECT.search(source)
    category, folder = _CATEGORY.search(source), _FOLDER.search(urlsplit(url).path)
    number = category[1] if category else folder[1] if folder else ""
    if not number or not (common or (guid and project)):
        return []
    department = _DEPARTMENT.search(source)
    script = absolute(url, common[1]) if common else None
    return [
        Epoint(
            url,
            number,
            department[1] if department else "",
            guid[1] if guid else "",
            project[1] if project else None,
            script or "",
        )
    ]
