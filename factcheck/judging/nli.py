"""The NLI cross-encoder behind one Protocol: the bundled int8 model, a folder, or a sequence classifier of a hub."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LABELS = ("entailment", "neutral", "contradiction")
BATCH_TOKENS = 2048
BATCH_PAIRS = 64
_FULL = 0.75
"""A batch with so great a share of pairs is filled up with empty rows; of others the rest comes after them."""
_IR = "openvino_model.xml"


class ModelError(FactcheckError):
    """A model that cannot be loaded or must not be used; the message names it and what to do."""


class NLI(Protocol):
    """Judges premise and hypothesis.

    `predict` returns a float32 array of shape (n, 3): probabilities, rows summing to 1, in the order entailment,
    neutral, contradiction. No pairs give shape (0, 3). Batching and order of the pairs do not matter.
    """

    name: str

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray: ...


def load_nli(name_or_path: str | Path | None = None, device: str = "auto") -> NLI:
    """Load an NLI model.

    name_or_path: None for the bundled model; a folder with an OpenVINO model as scripts/export_nli.py writes it; a
    folder of a transformers sequence classifier in safetensors; or the hub id of one.
    device: "auto", "cpu", or a torch device such as "cuda:0" (torch models only; OpenVINO models run on the CPU).
    Raises ModelError.
    """
    if name_or_path is None:
        return OpenVinoNLI(bundled_model(), device, name="bundled", must_verify=True)
    path = Path(name_or_path).expanduser()
    if (path / _IR).is_file():
        return OpenVinoNLI(path, device)
    if not path.exists() and _looks_like_path(str(name_or_path)):
        raise ModelError(
            f"{name_or_path}: no such folder; give a model folder, a hub id, or nothing for the bundled model"
        )
    if path.is_file():
        raise ModelError(f"{path}: a file; give the model's folder")
    from factcheck.judging.nli_torch import TorchNLI

    return TorchNLI(path if path.exists() else str(name_or_path), device)


def bundled_model() -> Path:
    """The folder of the bundled model: models/nli beside the package, or as the package factcheck_models."""
    checkout = Path(__file__).resolve().parents[2] / "models" / "nli"
    if (checkout / _IR).is_file():
        return checkout
    spec = find_spec("factcheck_models")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (Path(place) / "nli" / _IR).is_file():
            return Path(place) / "nli"
    raise ModelError(f"{checkout}: the bundled NLI model is missing; reinstall factcheck, or name a model with --nli")


def label_columns(id2label: Mapping[Any, str], where: str) -> list[int]:
    """Which of the model's outputs are entailment, neutral and contradiction, in this order."""
    names = {int(index): str(label).strip().lower() for index, label in id2label.items()}
    columns = [
        [index for index, name in names.items() if name.startswith(stem)]
        for stem in ("entail", "neutral", "contradict")
    ]
    listed = ", ".join(str(label) for label in id2label.values())
    if not columns[2]:
        raise ModelError(
            f"{where}: no contradiction class (its labels: {listed}); choose a three-way NLI model whose "
            "config.json names its labels in id2label"
        )
    if any(len(found) != 1 for found in columns) or len(names) != len(LABELS):
        raise ModelError(f"{where}: not a three-way NLI model (its labels: {listed})")
    return [found[0] for found in columns]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis, float32."""
    scaled = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return (scaled / scaled.sum(axis=-1, keepdims=True)).astype(np.float32)


def length_batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS, pairs: int = BATCH_PAIRS) -> list[list[int]]:
    """Indices by length, longest first: batches of one `padded_width`, at most `pairs` pairs and about `tokens` tokens.

    A pair is padded to a width that its own length decides, whatever pairs are beside it. Floating-point sums over the
    padding then come out the same to the last bit, and int8 rounding cannot carry a difference on.
    """
    batches: list[list[int]] = []
    for width, rows in _of_width(lengths).items():
        most = min(pairs, max(1, tokens // width))
        batches.extend(rows[begin : begin + most] for begin in range(0, len(rows), most))
    return batches


def full_batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS, pairs: int = BATCH_PAIRS) -> list[list[int]]:
    """`length_batches` of a power of two of pairs, or nearly: what `_padded` fills up to one stays small."""
    batches: list[list[int]] = []
    for width, rows in _of_width(lengths).items():
        most = _power_of_two(min(pairs, max(1, tokens // width)))
        while rows:
            full = min(most, _power_of_two(len(rows)))
            size = len(rows) if full < most and len(rows) >= _FULL * 2 * full else full
            batches.append(rows[:size])
            rows = rows[size:]
    return batches


def _of_width(lengths: Sequence[int]) -> dict[int, list[int]]:
    """Indices by padded width, widest first, and in each the longest first."""
    of_width: dict[int, list[int]] = {}
    for index in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        of_width.setdefault(padded_width(lengths[index]), []).append(index)
    return of_width


def _power_of_two(most: int) -> int:
    """The largest that is not more."""
    return 1 << most.bit_length() - 1


def padded_width(length: int) -> int:
    """The next multiple of 8, from 8 on."""
    return max(8, -(-length // 8) * 8)


class OpenVinoNLI:
    """An OpenVINO model with the inputs input_ids, attention_mask and token_type_ids, and logits (n, 3)."""

    def __init__(self, folder: Path, device: str = "auto", name: str | None = None, must_verify: bool = False) -> None:
        if device not in ("auto", "cpu"):
            raise ModelError(
                f"{folder}: an OpenVINO model runs on the CPU, not on {device!r}; use device cpu, or name a "
                "transformers model"
            )
        self.name = name or str(folder)
        config = _read_config(folder)
        self._columns = label_columns(config.get("id2label", {}), str(folder))
        self.max_length = int(config.get("max_length", 256))
        _verify(folder, config.get("sha256"), must_verify)
        self._tokenizer = _tokenizer(folder, self.max_length)
        self._model = _compile(folder / _IR)
        self._lock = threading.Lock()
        self._queue: Any = None

    def predict(self, pairs: Sequence[tuple[str, str]], batch_tokens: int = BATCH_TOKENS) -> np.ndarray:
        """Probabilities of shape (n, 3); see NLI. `batch_tokens` trades memory for speed, never the result."""
        logits = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        if not len(pairs):
            return logits
        encodings = self._tokenizer.encode_batch([(str(a), str(b)) for a, b in pairs])
        with self._lock:
            queue = self._requests(logits)
            for rows in full_batches([len(e.ids) for e in encodings], batch_tokens):
                queue.start_async(_padded([encodings[row] for row in rows]), (logits, rows))
            queue.wait_all()
        return softmax(logits[:, self._columns])

    def _requests(self, logits: np.ndarray) -> Any:
        if self._queue is None:
            from openvino import AsyncInferQueue

            self._queue = AsyncInferQueue(self._model)
            self._queue.set_callback(_keep)
        return self._queue


def _keep(request: Any, target: tuple[np.ndarray, list[int]]) -> None:
    logits, rows = target
    logits[rows] = request.get_output_tensor(0).data[: len(rows)]


def _padded(encodings: list[Any]) -> dict[str, np.ndarray]:
    """The input of a batch, with empty rows up to a power of two: the runtime keeps memory for every shape it meets."""
    width = padded_width(max(len(encoding.ids) for encoding in encodings))
    arrays = np.zeros((3, 1 << (len(encodings) - 1).bit_length(), width), dtype=np.int64)
    arrays[1, len(encodings) :, 0] = 1
    for row, encoding in enumerate(encodings):
        size = len(encoding.ids)
        arrays[0, row, :size] = encoding.ids
        arrays[1, row, :size] = 1
        arrays[2, row, :size] = encoding.type_ids
    return {"input_ids": arrays[0], "attention_mask": arrays[1], "token_type_ids": arrays[2]}


def _compile(path: Path) -> Any:
    try:
        import openvino
    except ModuleNotFoundError as error:
        raise ModelError(f"{path}: needs openvino; pip install openvino") from error
    settings = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": "f32"}
    try:
        return openvino.Core().compile_model(str(path), "CPU", settings)
    except RuntimeError as error:
        raise ModelError(f"{path}: OpenVINO cannot load it ({str(error).splitlines()[0]})") from error


def _tokenizer(folder: Path, max_length: int) -> Tokenizer:
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    if not path.is_file():
        raise ModelError(f"{path}: missing; export the model again with scripts/export_nli.py")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length, strategy="longest_first")
    return tokenizer


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error}); export the model again with scripts/export_nli.py"
        ) from error


def _verify(folder: Path, expected: str | None, required: bool) -> None:
    weights = folder / "openvino_model.bin"
    if not weights.is_file():
        raise ModelError(f"{weights}: missing; restore it from the repository or reinstall factcheck")
    if expected is None and not required:
        return
    with weights.open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != expected:
        raise ModelError(
            f"{weights}: sha256 {actual[:12]}… is not the {str(expected)[:12]}… that config.json names; "
            "restore the file from the repository or reinstall factcheck"
        )


def _looks_like_path(name: str) -> bool:
    return name.startswith(("/", ".", "~")) or name.endswith("/") or name.count("/") > 1 or "\\" in name
