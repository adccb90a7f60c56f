"""Addresses: joining and the one normal form by which pages, links and findings are identified."""

from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

# Parameters that name a visit, not a page.
_SESSION = ("jsessionid", "phpsessid", "aspsessionid", "sid_session", "utm_", "spm")
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


@lru_cache(maxsize=65536)
def normalise(url: str) -> str:
    """Scheme and host in lower case, no default port, no fragment, no session id, `/` for an empty path.

    The scheme is kept: http and https of one host are two addresses until the site itself says otherwise.
    Query parameters keep their order, because some systems read them by position.
    """
    try:
        scheme, netloc, path, query, _ = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    if not netloc:
        return url.strip()
    scheme = scheme.lower()
    host = netloc.rpartition("@")[2].lower()
    port = _DEFAULT_PORT.get(scheme)
    if port and host.endswith(port):
        host = host[: -len(port)]
    if ";" in path:
        head, _, tail = path.rpartition(";")
        if tail.lower().startswith("jsessionid"):
            path = head
    if query and any(name in query.lower() for name in _SESSION):
        query = "&".join(part for part in query.split("&") if not part.lower().startswith(_SESSION))
    return urlunsplit((scheme, host, path or "/", query, ""))


@lru_cache(maxsize=65536)
def absolute(base: str, href: str) -> str | None:
    """`href` seen from `base` in normal form; None when it is no http(s) address."""
    href = href.strip()
    if not href or href[0] == "#":
        return None
    head = href[:12].lower()
    if head.startswith(("javascript:", "mailto:", "tel:", "data:", "about:", "file:", "ftp:")):
        return None
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    if not url.lower().startswith(("http://", "https://")):
        return None
    return normalise(url)


@lru_cache(maxsize=65536)
def host_of(url: str) -> str:
    """Host and port in lower case ("" when there is none)."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
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


@lru_cache(maxsize=65536)
def page_key(url: str) -> str:
    """What makes two addresses one page of a site: the scheme, a leading www. and a directory's index page do not."""
    key = url.partition("://")[2] or url
    key = key.removeprefix("www.")
    for index in _INDEX_PAGE:
        if key.endswith(index):
            return key[: -len(index) + 1]
    return key
