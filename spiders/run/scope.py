"""What belongs to a target, by address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.domain.urls import host_of, page_key

_DOCUMENTS = "doc docx wps pdf ofd xls xlsx et ppt pptx dps rtf txt csv"
_OTHER_FILES = "zip rar 7z jpg jpeg png gif bmp mp4 mp3 wmv avi flv apk exe"
FILE_EXTENSIONS = frozenset([*_DOCUMENTS.split(), *_OTHER_FILES.split()])
_FILE = re.compile(r"\.([A-Za-z0-9]{1,5})$")


def file_extension(url: str) -> str:
    """Extension of the downloadable file at `url`, in lower case without its dot; "" for a page."""
    match = _FILE.search(urlsplit(url).path)
    extension = match[1].lower() if match else ""
    return extension if extension in FILE_EXTENSIONS else ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The hosts of a target, and the folder that bounds it where it is a platform on another site."""

    hosts: frozenset[str]  # without www.
    folder: str = ""  # page key of the folder; "" for targets that are whole sites

    @classmethod
    def of(cls, target: Target) -> Self:
        """The scope of `target`: the hosts of its address and start pages, and the folder of a platform."""
        hosts = frozenset(host_of(url).removeprefix("www.") for url in (target.url, *target.start_urls))
        return cls(hosts, "" if target.platform in WEBSITES else _folder_of(target.url))

    def covers(self, url: str) -> bool:
        """Whether `url` is a page of the target (its host, or one named by its start pages)."""
        return host_of(url).removeprefix("www.") in self.hosts

    def covers_column(self, url: str) -> bool:
        """Whether `url` may be a column of the target: a platform in a folder of a site ends with the folder."""
        return self.covers(url) and (not self.folder or page_key(url).startswith(self.folder))


def _folder_of(url: str) -> str:
    folder = page_key(url).rpartition("/")[0] + "/"
    return folder if urlsplit(url).path.strip("/") and folder.count("/") > 1 else ""
