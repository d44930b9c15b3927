"""Export: the articles of an archive with their claims as JSON Lines or Parquet, for other programs."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from factcheck.archive.gathering import rows
from factcheck.errors import FactcheckError
from factcheck.records import Article, Claim

if TYPE_CHECKING:
    import pyarrow

    from factcheck.archive.store import Archive

_BATCH = 100


def records(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every article with its claims, as records of plain fields, by publish date and id."""
    for row in rows(archive.file, archive.articles()):
        fields = msgspec.to_builtins(row.article, builtin_types=(date,))
        yield {**fields, "claims": msgspec.to_builtins(row.claims, builtin_types=(date,))}


def lines(archive: Archive) -> Iterator[bytes]:
    """The records as JSON, one a line; the open end of an amount is null."""
    for record in records(archive):
        yield msgspec.json.encode(record) + b"\n"


def export(archive: Archive, path: Path) -> int:
    """See `Archive.export`. The file is written whole or not at all."""
    kind = path.suffix.lower()
    if kind not in {".jsonl", ".parquet"}:
        raise FactcheckError(f"{path}: the ending says the kind of export; use .jsonl or .parquet")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        count = (_write_lines if kind == ".jsonl" else _write_parquet)(archive, part)
        part.replace(path)
    except OSError as error:
        raise FactcheckError(f"{path} cannot be written ({error.strerror or error})") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return count


def _write_lines(archive: Archive, path: Path) -> int:
    count = 0
    with path.open("wb") as file:
        for line in lines(archive):
            file.write(line)
            count += 1
    return count


def _write_parquet(archive: Archive, path: Path) -> int:
    import pyarrow
    import pyarrow.parquet

    kind = arrow_type(Article)
    schema = pyarrow.schema([*kind, pyarrow.field("claims", pyarrow.list_(arrow_type(Claim)))])
    count, waiting = 0, []
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for record in records(archive):
            waiting.append(record)
            count += 1
            if len(waiting) == _BATCH:
                writer.write_batch(pyarrow.RecordBatch.from_pylist(waiting, schema))
                waiting = []
        if waiting:
            writer.write_batch(pyarrow.RecordBatch.from_pylist(waiting, schema))
    return count


def arrow_type(kind: Any) -> pyarrow.DataType:
    """The Arrow type of a record or of one of its fields."""
    import pyarrow

    if dataclasses.is_dataclass(kind):
        return pyarrow.struct([(name, arrow_type(hint)) for name, hint in get_type_hints(kind).items()])
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return pyarrow.list_(arrow_type(parts[0]))
    if origin in (Union, UnionType):
        return arrow_type(next(part for part in parts if part is not NoneType))
    if origin is Literal:
        return pyarrow.string()
    return {
        str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_(),
        date: pyarrow.date32(),
    }[kind]  # fmt: skip
