"""The rows of one batch: facts and findings that are written in one transaction, in their order of arrival."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, update
from sqlalchemy.sql.dml import Delete

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Item, Link, PageItem, PostItem, QuestionItem, SiteItem
from govcrawl.store.codec import ATTACHMENT, COLUMN, LINK, PAGE, POST, QUESTION, SITE
from govcrawl.store.column_types import dump, hash_of
from govcrawl.store.evidence_models import EvidenceRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.lost import LostRow, Together, with_losses
from govcrawl.store.models import AttachmentRow, RoundTargetRow
from govcrawl.store.upserts import Statements

RowValues = dict[str, Any]
ItemIdentity = tuple[int, int]  # (target's id, hash of the item)

_of_target = and_(RoundTargetRow.round_id == bindparam("of_round"), RoundTargetRow.target_id == bindparam("of_target"))
_PROGRESS = update(RoundTargetRow).where(_of_target)


def _drop(model: type[AttachmentRow] | type[FindingRow], owner: Any) -> Delete:
    """Delete what belongs to some owners of one target."""
    of_target = and_(model.round_id == bindparam("of_round"), model.target_id == bindparam("of_target"))
    return delete(model).where(of_target, owner.in_(bindparam("of_these", expanding=True)))


_DROP_FINDINGS = _drop(FindingRow, FindingRow.item_hash)
_DROP_ATTACHMENTS = _drop(AttachmentRow, AttachmentRow.page_hash)


def item_hash(item: Item) -> int:
    """What tells the items of a target apart."""
    match item:
        case SiteItem():
            return hash_of("site", item.target.url)
        case ColumnItem():
            return hash_of("column", item.url)
        case PageItem():
            return hash_of("page", item.url)
        case Link():
            return hash_of("link", item.url)
        case QuestionItem():
            return hash_of("question", item.url)
        case PostItem():
            return hash_of("post", item.url)


def finding_row(round_id: int, target_id: int | None, item: int | None, finding: Finding) -> RowValues:
    """The row of a finding of round `round_id`.

    `target_id` and `item` (the hash of the judged item) are None where the finding belongs to no single target or item.
    """
    published = finding.published
    return {
        "round_id": round_id, "key": finding.key, "target_id": target_id, "item_hash": item,
        "rule": finding.rule, "outcome": finding.outcome, "severity": finding.severity,
        "unit": finding.unit, "target": finding.target, "target_url": finding.target_url,
        "url": finding.url, "subject": finding.subject, "column": finding.column, "title": finding.title,
        "message": finding.message, "published": published.isoformat() if published else None,
        "value": finding.value, "found_at": finding.found_at, "evidence": dump(finding.evidence),
        "confidence": finding.confidence,
    }  # fmt: skip


class Batch:
    """Collects rows of one round; items become rows at once, since their owner may change them later."""

    def __init__(self, round_id: int) -> None:
        self.round_id = round_id
        self.items = 0
        self._rows: defaultdict[str, list[RowValues]] = defaultdict(list)  # by the name of the statement
        self._attachments: dict[tuple[int, int], list[RowValues]] = {}  # by target and hash of the page
        self._sites: list[RowValues] = []
        self._evidence: list[RowValues] = []
        self._models: dict[int, RowValues] = {}  # by target
        self._judged: dict[ItemIdentity, list[RowValues]] = {}  # findings by item; those that it had before go

    def __bool__(self) -> bool:
        return bool(self.items or self._evidence or self._models)

    def keep(self, evidence: RowValues) -> None:
        """Add a row of the archive's index, written in the same transaction as the facts."""
        self._evidence.append(evidence)

    def keep_model(self, target_id: int, version: int, digest: str, content: bytes) -> None:
        """Set what is known of the site of the target with row number `target_id`, written before its items.

        `content` is the packed model, `version` and `digest` tell which one it is.
        """
        row = {"version": version, "digest": digest, "content": content}
        self._models[target_id] = {"round_id": self.round_id, "target_id": target_id, **row}

    def add(self, target_id: int, item: Item) -> None:
        """Add an item of the target with row number `target_id`."""
        self.items += 1
        match item:
            case PageItem():
                self._page(target_id, item)
            case Link():
                self._rows["link"].append(self._fact(target_id, item.url) | LINK.values(item))
            case ColumnItem():
                self._column(target_id, item)
            case QuestionItem():
                self._rows["question"].append(self._fact(target_id, item.url) | QUESTION.values(item))
            case PostItem():
                self._rows["post"].append(self._fact(target_id, item.url) | POST.values(item))
            case SiteItem():
                values = SITE.values(item)
                self._sites.append(
                    {"of_round": self.round_id, "of_target": target_id, "state": "done", "phase": "", **values}
                )

    def judge(self, target_id: int, item: Item, findings: list[RowValues]) -> None:
        """Replace the findings of `item`, which belongs to target `target_id`, by `findings` (rows).

        A link that was not checked keeps those that it had.
        """
        identity = (target_id, item_hash(item))
        if findings or not (isinstance(item, Link) and item.state is LinkState.UNCHECKED):
            self._judged[identity] = findings

    def _fact(self, target_id: int, url: str) -> RowValues:
        return {"round_id": self.round_id, "target_id": target_id, "url_hash": hash_of(url)}

    def _page(self, target_id: int, item: PageItem) -> None:
        row = self._fact(target_id, item.url)
        self._rows["page"].append(row | PAGE.values(item))
        # Of two versions of a page in one batch, the later one's attachments count.
        self._attachments[target_id, row["url_hash"]] = rows = []
        for position, attachment in enumerate(item.attachments):
            key = {"round_id": self.round_id, "target_id": target_id, "page_hash": row["url_hash"]}
            rows.append({**key, "position": position, **ATTACHMENT.values(attachment)})

    def _column(self, target_id: int, item: ColumnItem) -> None:
        row = self._fact(target_id, item.url)
        seen = {"first_seen": item.fetched_at, "last_seen": item.fetched_at}
        of_target = {"target_id": target_id, "url_hash": row["url_hash"]}
        self._rows["column"].append({**of_target, "url": item.url, "name": item.name, **seen})
        self._rows["column_fact"].append(row | COLUMN.values(item))
        self.items += len(item.entries)
        for entry in item.entries:
            this = {"column_hash": row["url_hash"], "url_hash": hash_of(entry.url), "round_id": self.round_id}
            published = entry.published.isoformat() if entry.published else None
            shown = {"url": entry.url, "title": entry.title, "published": published}
            self._rows["entry"].append({"target_id": target_id, **this, **shown, **seen})

    def write(
        self, into: Together, statements: Statements, progress: list[RowValues], lost: dict[int, list[LostRow]]
    ) -> None:
        """Put all rows `into` their tables, inside the caller's transaction.

        `progress` are the targets' phases, `lost` what earlier batches have lost, by the target's number; what this
        one loses joins it.
        """
        rows, connection = self._rows, into.connection
        into.put("site_model", statements.site_model, list(self._models.values()))
        for name in ("column", "column_fact", "entry", "page", "question", "post"):
            into.put(name, getattr(statements, name), rows[name])
        self._drop_all(connection, _DROP_ATTACHMENTS, self._attachments)
        files = [row for page, each in self._attachments.items() if page not in into.dropped_pages for row in each]
        into.put("attachment", statements.attachment, files)
        into.put("link", statements.link, rows["link"])
        self._drop_all(connection, _DROP_FINDINGS, self._judged)
        stored = (each for item, each in self._judged.items() if item not in into.dropped)
        into.put("finding", statements.finding, [row for each in stored for row in each])
        into.put("evidence", insert(EvidenceRow), self._evidence)
        into.put("progress", _PROGRESS, progress)
        for each in into.lost:
            if each.target_id is not None:
                lost.setdefault(each.target_id, []).append(each)
        into.put("site", _PROGRESS, with_losses(self._sites, lost))

    def _drop_all(self, connection: Connection, statement: Delete, owners: Iterable[ItemIdentity]) -> None:
        """One statement for each target: a server is asked as seldom as may be."""
        by_target: defaultdict[int, list[int]] = defaultdict(list)
        for target_id, owner in owners:
            by_target[target_id].append(owner)
        for target_id, these in by_target.items():
            values = {"of_round": self.round_id, "of_target": target_id, "of_these": these}
            connection.execute(statement, values)
