"""Addresses: joining and the one normal form by which pages, links and findings are identified."""

import re
import string
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# Parameters that name a visit, not a page.
_VISIT = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|sid_session|session_?id|sess_?id|asp\.net_sessionid|cftoken|utm_\w+|spm)(?:=|$)"
    # Names that some systems use for pages: only values that no editor and no counter makes.
    r"|(?:sid|sess|session)=(?=[a-z-]*[0-9])(?=[0-9-]*[a-z])[0-9a-z-]{16,}$"
    # What keeps caches off: milliseconds and random fractions.
    r"|(?:_|t|ts|r|rnd|rand|random|timestamp)=(?:\d{13}|0\.\d{6,})$",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
# Menus repeat on every page, articles do not: enough for the menus of all sites that are inspected side by side.
_REMEMBERED = 4096
_LONGEST = 8192  # no server takes longer ones
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


@lru_cache(maxsize=_REMEMBERED)
def normalise(url: str) -> str:
    """Scheme and host in lower case, no default port, fragment, session id or `..`, `/` for an empty path.

    The scheme is kept: http and https of one host are two addresses until the site itself says otherwise.
    Query parameters keep their order, because some systems read them by position. What has no host, or cannot
    be split, comes back as it is.
    """
    try:
        scheme, netloc, path, query, _ = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    if not netloc:
        return url.strip()
    scheme = scheme.lower()
    host = _plain_host(netloc, scheme)
    if ";" in path:
        path = _SESSION_PATH.sub("", path)
    if "/." in path and not path.startswith("//"):
        path = urljoin("http://host", path).removeprefix("http://host")
    if query:
        query = "&".join(part for part in query.split("&") if not _VISIT.match(part))
    return urlunsplit((scheme, host, path or "/", query, ""))


def _plain_host(netloc: str, scheme: str) -> str:
    """Host and port as browsers send them: no credentials, no default port, no dot at the end, IDNA for 中文域名."""
    host = netloc.rpartition("@")[2].lower()
    host = host.removesuffix(_DEFAULT_PORT.get(scheme, ":")).removesuffix(":")
    host = host.removesuffix(".").replace(".:", ":")
    if host.isascii():
        return host
    name, colon, port = host.partition(":")
    try:
        return name.encode("idna").decode("ascii") + colon + port
    except UnicodeError:
        return host


def absolute(base: str, href: str) -> str | None:
    """`href` seen from `base` in normal form; None when it is no http(s) address with a host, or beyond all length.

    Menus repeat on every page of a site: what does not depend on the page itself is joined once.
    """
    if href[:1] == "/" and href[1:2] != "/":
        return _join(root_of(base), href)
    if href[:7] == "http://" or href[:8] == "https://":
        return _join("http://host/", href)
    return _join(base, href)


@lru_cache(maxsize=4096)
def root_of(url: str) -> str:
    """Scheme and host of an address, with a slash; the address itself when it cannot be split."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else url


@lru_cache(maxsize=_REMEMBERED)
def _join(base: str, href: str) -> str | None:
    href = href.strip()
    if not href or href[0] == "#" or len(href) > _LONGEST:
        return None
    if href in ("http://", "https://"):  # an editor's field that was left as it was
        return None
    head = href[:12].lower()
    if head.startswith(("javascript:", "mailto:", "tel:", "data:", "about:", "file:", "ftp:")):
        return None
    if "\\" in href:  # browsers read it as a slash, and so do the editors who write it
        path, mark, query = href.partition("?")
        href = path.replace("\\", "/") + mark + query
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in ("http", "https") or _is_hostless(rest):
        return None
    found = normalise(url)
    return None if _is_hostless(found.partition("://")[2]) else found  # of `//:80/` or `//user@/` nothing is left


def _is_hostless(rest: str) -> bool:
    return rest[:1] in ("", "/", "?", "#", ":")


@lru_cache(maxsize=_REMEMBERED)
def host_of(url: str) -> str:
    """Host and port (unless it is the scheme's default) in lower case; "" when there is none."""
    try:
        parts = urlsplit(url)
        return _plain_host(parts.netloc, parts.scheme)
    except ValueError:
        return ""


_INDEX_PAGE = (
    "/index.html",
    "/index.htm",
    "/index.shtml",
    "/default.html",
    "/default.htm",
    "/index.jsp",
    "/index.php",
)


@lru_cache(maxsize=_REMEMBERED)
def page_key(url: str) -> str:
    """What makes two addresses one page of a site.

    The scheme, a leading www. and a directory's index page do not; nor does it matter whether Chinese in the
    address is escaped, since Scrapy escapes what pages write in the clear.
    """
    key = normalise(url).partition("://")[2] or url
    key = key.removeprefix("www.")
    if not key.isascii() or " " in key:
        key = quote(key, safe=string.punctuation, errors="replace")
    if "%" in key:
        key = _ESCAPE.sub(lambda escape: escape[0].upper(), key)
    for index in _INDEX_PAGE:
        if key.endswith(index):
            return key[: -len(index) + 1]
    return key
