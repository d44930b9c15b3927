"""The weights of an exported NLI model as a folder that train_nli.py goes on from, for want of those it was made of.

    python scripts/unpack_nli.py --model models/nli --out runs/unpacked

int8 weights come back as int8 times scale, so the result is as exact as the export and no more; SmoothQuant's factors
return from the activations into the weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import openvino as ov
import torch
from nli_model import PairModel, save_model
from tokenizers import Tokenizer
from transformers import AutoConfig

OPERATIONS = {
    "Gather": "/aten::embedding/",
    "MatMul": "/aten::linear/",
    "MVN": "/aten::layer_norm/",
}


def constant(node: ov.Node) -> np.ndarray | None:
    """The fp32 value of a node that depends on no input of the model, None for any other."""
    if node.get_type_name() == "Constant":
        return node.data.astype(np.float32)
    if node.get_type_name() not in ("Convert", "Multiply"):
        return None
    parts = [constant(port.get_source_output().get_node()) for port in node.inputs()]
    if any(part is None for part in parts):
        return None
    return np.multiply(*parts) if len(parts) == 2 else parts[0]


def weights(graph: ov.Model) -> dict[str, np.ndarray]:
    """The weights of a graph that export_nli.py wrote, under the names of PairModel."""
    found = {}
    for node in graph.get_ordered_ops():
        mark = OPERATIONS.get(node.get_type_name())
        layer, mark, _ = node.get_friendly_name().partition(mark or "\0")
        if not mark:
            continue
        layer = layer.removeprefix("__module.").replace("layers.", "encoder.layer.", 1)
        name = layer if layer == "classifier" else f"bert.{layer}"
        if node.get_type_name() == "MVN":
            scaled = _reader(node)
            found[f"{name}.weight"], found[f"{name}.bias"] = _operand(scaled), _operand(_reader(scaled))
        elif node.get_type_name() == "Gather":
            found[f"{name}.weight"] = constant(_source(node, 0))
        else:
            found[f"{name}.weight"] = constant(_source(node, 1)) * _smoothing(_source(node, 0))
            found[f"{name}.bias"] = _operand(_reader(node))
    return {name: value.squeeze() for name, value in found.items()}


def _source(node: ov.Node, index: int) -> ov.Node:
    return node.input(index).get_source_output().get_node()


def _reader(node: ov.Node) -> ov.Node:
    return next(iter(node.output(0).get_target_inputs())).get_node()


def _operand(node: ov.Node) -> np.ndarray:
    return next(v for port in node.inputs() if (v := constant(port.get_source_output().get_node())) is not None)


def _smoothing(activation: ov.Node) -> np.ndarray | float:
    if activation.get_type_name() == "FakeQuantize":
        activation = _source(activation, 0)
    smoothed = activation.get_type_name() == "Multiply" and "smooth_quant" in activation.get_friendly_name()
    return _operand(activation).reshape(1, -1) if smoothed else 1.0


def unpack(folder: Path) -> tuple[PairModel, Tokenizer]:
    """The model that was exported to `folder`, in fp32. Raises SystemExit if it is not one that export_nli.py wrote."""
    if not (folder / "openvino_model.xml").is_file():
        raise SystemExit(f"{folder}: no openvino_model.xml; --model takes a folder that export_nli.py wrote")
    graph = ov.Core().read_model(folder / "openvino_model.xml")
    state = {name: torch.from_numpy(value.copy()) for name, value in weights(graph).items()}
    words, width = state["bert.embeddings.word_embeddings.weight"].shape
    config = AutoConfig.for_model(
        "bert",
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=len({name.split(".")[3] for name in state if ".encoder.layer." in name}),
        num_attention_heads=_heads(graph),
        intermediate_size=len(state["bert.encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(state["bert.embeddings.position_embeddings.weight"]),
    )
    model = PairModel(config)
    model.load_state_dict(state)
    return model.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))


def _heads(graph: ov.Model) -> int:
    attention = next(n for n in graph.get_ordered_ops() if n.get_type_name() == "ScaledDotProductAttention")
    return attention.output(0).get_partial_shape()[1].get_length()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder that export_nli.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model, tokenizer = unpack(args.model)
    notes = json.loads((args.model / "config.json").read_text(encoding="utf-8"))
    save_model(model, tokenizer, args.out, base=f"{notes.get('base')}, unpacked from int8", steps=0, pairs=0)


if __name__ == "__main__":
    main()
