"""Files for the office, made on demand with the decisions that hold now."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from exports import Exported, export_round
from govcrawl.apps.desk.access import requires_role
from govcrawl.apps.desk.desk import audit_event, view_of
from govcrawl.domain.errors import InputError
from govcrawl.store.audit import store_event

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}


@requires_role("viewer")
def download(request: Request) -> Response:
    """One kind of export: its file, or all of its files as one zip.

    Raises InputError when there is nothing to export.
    """
    kind = request.path_params["kind"]
    view = view_of(request)
    with tempfile.TemporaryDirectory() as folder:
        written = export_round(view, Path(folder), [kind])
        if not written:
            raise InputError("没有可以导出的内容，例如没有上一检查期，或检查时没有截图。")
        file, content = _packed(written, Path(folder), f"{view.name}-{kind}")
    store_event(view.engine, audit_event(request, "导出", view.name, kind, file))
    disposition = f"attachment; filename*=UTF-8''{quote(file)}"
    media_type = _TYPES.get(Path(file).suffix, "application/octet-stream")
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _packed(written: list[Exported], folder: Path, name: str) -> tuple[str, bytes]:
    if len(written) == 1:
        return written[0].path.name, written[0].path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in written:
            archive.write(each.path, each.path.relative_to(folder).as_posix())
    return f"{name}.zip", packed.getvalue()
