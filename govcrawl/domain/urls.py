"""Addresses: joining and the one normal form by which pages, links and findings are identified."""

import re
import string
from functools import lru_cache
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from ada_url import join_url, normalize_url

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


# Browsers cut these off; other blanks, such as the full-width one, belong to the address.
_ENDS = "".join(map(chr, range(0x21)))
# What browsers escape in an address although its writer did not: kept in the clear, since people read addresses.
_CLEAR = re.compile(r"""[^\x21-\x7e]|["'<>^`{}]""")
_QUERY_CLEAR = re.compile(r"[^\x00-\x7f]+")
# Nearly all addresses: nothing in them that browsers read otherwise than it is written.
_PLAIN = re.compile(
    r"https?://(?:(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*|(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2}))(?::\d+)?/[^\s\\]*"
)
_AUTHORITY = re.compile(r"(?:https?:)?[/\\]{2,}[^/\\?#]*", re.IGNORECASE)


@lru_cache(maxsize=_REMEMBERED)
def normalise(url: str) -> str:
    """`url` as browsers read it (WHATWG), without default port, credentials, anchor or session id.

    The scheme is kept: http and https of one host are two addresses until the site itself says otherwise.
    Query parameters keep their order, because some systems read them by position. `#/route` stays: by it a page
    that is one script tells its views apart. What has no host, or cannot be split, comes back as it is.
    """
    text = url.strip()
    return _tidy(_as_browsers_do(text)) or text


def _tidy(url: str) -> str | None:
    """`url`, read already as browsers do, without what names no page; None when it has no host."""
    try:
        scheme, netloc, path, query, fragment = urlsplit(url)
    except ValueError:
        return None
    scheme = scheme.lower()
    host = _plain_host(netloc, scheme)
    if not host:
        return None
    if ";" in path:
        path = _SESSION_PATH.sub("", path)
    if "/." in path and not path.startswith("//"):
        path = urljoin("http://host", path).removeprefix("http://host")
    if query:
        query = "&".join(part for part in query.split("&") if not _VISIT.match(part))
    return urlunsplit((scheme, host, path or "/", query, _route(fragment)))


@lru_cache(maxsize=_REMEMBERED)
def key_form(url: str) -> str:
    """`url` as the keys of findings name it. It must not change: decisions of people hang on these keys.

    Of an address in normal form it is that form.
    """
    text = url.strip()
    return _tidy(text) or text


def _as_browsers_do(url: str) -> str:
    """An http(s) address by the WHATWG rules, characters beyond ASCII in the clear; any other as it is."""
    if url[:5].lower() not in ("http:", "https"):
        return url
    if _PLAIN.fullmatch(url) and "/." not in url and "%2" not in url:
        return url
    try:
        return _in_clear(normalize_url(url), _AUTHORITY.sub("", url, count=1))
    except ValueError:
        return url


def _in_clear(joined: str, *written: str) -> str:
    """`joined` with those characters unescaped that stand unescaped in the addresses that it was joined from."""
    if "%" in joined:
        for character in {each for text in written for each in _CLEAR.findall(text)}:
            joined = joined.replace(quote(character, safe=""), character)
    return joined


def _route(fragment: str) -> str:
    """The fragment when it is the route of a single-page application (`/list`, `!/list`); "" for an anchor."""
    return fragment if fragment.removeprefix("!")[:1] == "/" and fragment.strip("!/") else ""


def has_route(url: str) -> bool:
    """Whether an address names a view of a single-page application, which only a browser can tell from another."""
    return "#" in url and bool(_route(url.partition("#")[2]))


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


def absolute(base: str, href: str, charset: str = "utf-8") -> str | None:
    """`href` on the page `base` in normal form; None when it is no http(s) address with a host, or beyond all length.

    `charset` is the encoding of the page, in which browsers send characters beyond ASCII of a query.
    Menus repeat on every page of a site: what does not depend on the page itself is joined once.
    """
    if "?" in href and not href.isascii():
        href = _encode_query(href, charset)
    if href[:1] == "/" and href[1:2] not in ("/", "\\"):
        return _join(root_of(base), href)
    if href[:7] == "http://" or href[:8] == "https://":
        found = _join("http://host/" if href[:5] == "http:" else "https://host/", href)
    else:
        found = _join(base, href)
    if found and "#" in found and host_of(found) != host_of(base):
        return found.partition("#")[0]  # a route matters where the page's scripts are run: on the site itself
    return found


def _encode_query(href: str, charset: str) -> str:
    """`href` with its query's characters in bytes of `charset`; those that it lacks go as browsers' `&#…;`."""
    if charset.lower().replace("-", "") in ("utf8", "utf16le", "utf16be", ""):
        return href
    path, _, rest = href.partition("?")
    query, mark, fragment = rest.partition("#")

    def escaped(run: re.Match[str]) -> str:
        return quote_from_bytes(run[0].encode(charset, "xmlcharrefreplace"), safe="")

    try:
        return f"{path}?{_QUERY_CLEAR.sub(escaped, query)}{mark}{fragment}"
    except LookupError:  # no encoding of that name
        return href


@lru_cache(maxsize=4096)
def root_of(url: str) -> str:
    """Scheme and host of an address, with a slash; the address itself when it cannot be split."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else url


_BAD_PORT = re.compile(r"https?://[a-z0-9.-]+:[0-9]{5,10}(?:[/?#][^\s]*)?", re.I | re.A)


@lru_cache(maxsize=_REMEMBERED)
def _join(base: str, href: str) -> str | None:
    href = href.strip(_ENDS)
    if not href or len(href) > _LONGEST or (href[0] == "#" and not _route(href[1:])):
        return None
    if href in ("http://", "https://"):  # an editor's field that was left as it was
        return None
    head = href[:12].lower()
    if head.startswith(("javascript:", "mailto:", "tel:", "data:", "about:", "file:", "ftp:")):
        return None
    try:
        url = _in_clear(join_url(base, href), base, _AUTHORITY.sub("", href, count=1))
    except ValueError:
        # No browser follows a port beyond 65535; the link is there all the same, and is told as one that is misspelt.
        return href if _BAD_PORT.fullmatch(href) else None
    return _tidy(url) if url.startswith(("http://", "https://")) else None


@lru_cache(maxsize=_REMEMBERED)
def host_of(url: str) -> str:
    """Host and port (unless it is the scheme's default) in lower case; "" when there is none."""
    try:
        parts = urlsplit(url)
        return _plain_host(parts.netloc, parts.scheme)
    except ValueError:
        return ""


@lru_cache(maxsize=_REMEMBERED)
def site_of(host: str) -> str:
    """The part of `host` that somebody registered (example.com, example.gov.cn); an IP address with its port."""
    parts = host.partition(":")[0].split(".")
    if all(part.isdigit() for part in parts):
        return host
    shared = len(parts) > 2 and parts[-2] in ("gov", "com", "org", "edu", "net", "ac", "co")
    return ".".join(parts[-3:] if shared else parts[-2:])


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


def same_address(url: str) -> str:
    """What stays of an address when it is spelt otherwise: its page key, escapes undone in either encoding, no route.

    Coarser than `page_key`: for finding again what an earlier version of this program has named in its own way.
    """
    key = page_key(url.partition("#")[0])
    if "%" not in key:
        return key
    raw = unquote_to_bytes(key)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
