"""The evidence archive (存档): every answer of a crawl as WARC 1.1 records, to be read, shown and replayed."""

from govcrawl.store.archive.exchange import Exchange, Kind, request_hash
from govcrawl.store.archive.reader import read_exchange
from govcrawl.store.archive.warc import Place, WarcFiles

__all__ = ["Exchange", "Kind", "Place", "WarcFiles", "read_exchange", "request_hash"]
