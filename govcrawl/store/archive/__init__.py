"""The evidence archive (存档): every answer of a crawl as WARC 1.1 records, to be read, shown and replayed."""

from govcrawl.store.archive.exchange import Exchange, ExchangeKind, request_hash
from govcrawl.store.archive.reader import read_exchange
from govcrawl.store.archive.warc import WarcFiles, WarcLocation

__all__ = ["Exchange", "ExchangeKind", "WarcFiles", "WarcLocation", "read_exchange", "request_hash"]
