"""CrossEncoders in fp32 with the weights of any NLI model, of the bundled int8 one too: the very same network."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from factcheck.judging.nli import ModelError, bundled_model, label_columns

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

MAX_LENGTH = 256
"""Tokens of a pair; longer ones are cut, as `load_nli` does."""

_MODULE = re.compile(r"__module\.([\w.]+)/aten::")
_LAYER = "encoder.layer."


def load_cross_encoder(model: str | None) -> tuple[CrossEncoder, list[int]]:
    """A CrossEncoder with the weights of a model as `load_nli` takes it (None for the bundled one).

    Its scores are logits; the columns that come with it are those of entailment, neutral and contradiction. Raises
    ModelError.
    """
    folder = bundled_model() if model is None else Path(model).expanduser()
    if (folder / "openvino_model.xml").is_file():
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return dequantised(folder), label_columns(config["id2label"], str(folder))
    from sentence_transformers import CrossEncoder

    source = str(folder) if folder.is_dir() else str(model)
    try:
        encoder = CrossEncoder(source, max_length=MAX_LENGTH, model_kwargs={"use_safetensors": True})
    except Exception as error:  # the hub and the file libraries below raise kinds of their own
        raise ModelError(f"{source}: no CrossEncoder can be made of it ({str(error).splitlines()[0][:160]})") from error
    return encoder, label_columns(encoder.model.config.id2label, source)


def dequantised(folder: Path) -> CrossEncoder:
    """A sentence-transformers CrossEncoder, fp32 on the CPU, with the weights of an int8 OpenVINO folder.

    Its scores are the logits in the order of the folder's id2label. Weights are dequantised and the scales that
    SmoothQuant moved from activations into them are moved back; activations stay fp32. Raises ModelError for a
    graph that is no BERT with mean pooling, as scripts/export_nli.py writes it.
    """
    import torch
    from safetensors.torch import save_file
    from sentence_transformers import CrossEncoder
    from sentence_transformers.base.modules import Dense, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer
    from transformers import BertConfig, PreTrainedTokenizerFast

    arrays, heads = bert_arrays(folder)
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    classifier = {name: tensors.pop(f"classifier.{name}") for name in ("weight", "bias")}
    words, size = tensors["embeddings.word_embeddings.weight"].shape
    config = BertConfig(
        vocab_size=words,
        hidden_size=size,
        num_hidden_layers=1 + max(int(name.split(".")[2]) for name in tensors if name.startswith(_LAYER)),
        num_attention_heads=heads,
        intermediate_size=len(tensors[f"{_LAYER}0.intermediate.dense.bias"]),
        max_position_embeddings=len(tensors["embeddings.position_embeddings.weight"]),
        type_vocab_size=len(tensors["embeddings.token_type_embeddings.weight"]),
        architectures=["BertModel"],
    )
    length = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("max_length", MAX_LENGTH)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        model_max_length=length, model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        save_file(tensors, f"{scratch}/model.safetensors", {"format": "pt"})
        config.save_pretrained(scratch)
        fast.save_pretrained(scratch)
        body = Transformer(scratch, model_kwargs={"add_pooling_layer": False})
    head = Dense(
        size, len(classifier["bias"]), activation_function=None, module_output_name="scores",
        init_weight=classifier["weight"], init_bias=classifier["bias"],
    )  # fmt: skip
    return CrossEncoder(modules=[body, Pooling(size, "mean"), head], device="cpu", activation_fn=torch.nn.Identity())


def bert_arrays(folder: Path) -> tuple[dict[str, np.ndarray], int]:
    """fp32 weights by their names in a transformers BertModel, with classifier.weight and .bias; attention heads."""
    import openvino

    try:
        graph = openvino.Core().read_model(str(folder / "openvino_model.xml"))
        arrays: dict[str, np.ndarray] = {}
        heads = 0
        for node in graph.get_ordered_ops():
            kind, name = node.get_type_name(), node.get_friendly_name()
            found = _MODULE.search(name)
            if kind == "ScaledDotProductAttention":
                heads = node.input(0).get_partial_shape()[1].get_length()
            if not found:
                continue
            module = re.sub(r"^layers\.", _LAYER, found[1])
            if kind == "Gather":
                arrays[f"{module}.weight"] = _constant(_source(node, 0))
            elif kind == "MatMul":
                arrays[f"{module}.weight"] = _constant(_source(node, 1)) * _smoothing(_source(node, 0))
            elif kind == "Add" and _source(node, 0).get_type_name() == "MatMul":
                arrays[f"{module}.bias"] = _constant(_source(node, 1)).reshape(-1)
            elif kind == "Add" and "layer_norm" in name:
                arrays[f"{module}.bias"] = _constant(_source(node, 1)).reshape(-1)
                arrays[f"{module}.weight"] = _constant(_source(_source(node, 0), 1)).reshape(-1)
        if not heads or "classifier.weight" not in arrays:
            raise ValueError("no attention or no classifier")
    except (RuntimeError, ValueError, KeyError, IndexError) as error:
        raise ModelError(
            f"{folder}: its weights cannot be read back into fp32 ({str(error).splitlines()[0]}); compare with a "
            "transformers model instead: --model FOLDER"
        ) from error
    return {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in arrays.items()}, heads


def _source(node: Any, port: int) -> Any:
    return node.input(port).get_source_output().get_node()


def _constant(node: Any) -> np.ndarray:
    """The value of a constant, or of constants that are converted, shifted and scaled as weights in int8 are."""
    kind = node.get_type_name()
    if kind == "Constant":
        return node.data.astype(np.float32)
    if kind == "Convert":
        return _constant(_source(node, 0))
    if kind in ("Multiply", "Subtract"):
        a, b = _constant(_source(node, 0)), _constant(_source(node, 1))
        return a * b if kind == "Multiply" else a - b
    raise ValueError(f"{node.get_friendly_name()} is not constant")


def _smoothing(node: Any) -> np.ndarray | float:
    """What SmoothQuant multiplies an activation by, per channel, before its matrix product."""
    if node.get_type_name() == "FakeQuantize":
        node = _source(node, 0)
    if node.get_type_name() == "Multiply" and "smooth_quant" in node.get_friendly_name():
        return _constant(_source(node, 1)).reshape(-1)
    return 1.0
