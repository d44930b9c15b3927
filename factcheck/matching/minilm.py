"""The encoder's network: the published MiniLM weights as an OpenVINO graph, without torch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from openvino import Model, Node

HEADS = 12
_EPSILON = 1e-12


def read_tensors(data: np.ndarray) -> dict[str, np.ndarray]:
    """The float32 tensors of a safetensors file, as views of its bytes (uint8)."""
    size = int.from_bytes(data[:8].tobytes(), "little")
    header = json.loads(data[8 : 8 + size].tobytes())
    body = data[8 + size :]
    return {
        name: body[slice(*entry["data_offsets"])].view(np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def sentence_encoder(tensors: dict[str, np.ndarray]) -> Model:
    """BERT (Devlin 2019) with mean pooling and unit length (Sentence-BERT, Reimers 2019).

    Inputs: input_ids and attention_mask, int64 (batch, length). Output: vectors, float32 (batch, hidden size).
    """
    from openvino import Model
    from openvino import opset13 as ops

    def constant(name: str) -> Node:
        return ops.constant(tensors[name])

    def dense(x: Node, name: str) -> Node:
        return ops.add(ops.matmul(x, constant(f"{name}.weight"), False, True), constant(f"{name}.bias"))

    def norm(x: Node, name: str) -> Node:
        y = ops.mvn(x, [-1], True, _EPSILON, "inside_sqrt")
        return ops.add(ops.multiply(y, constant(f"{name}.weight")), constant(f"{name}.bias"))

    def heads(x: Node) -> Node:
        return ops.transpose(ops.reshape(x, [0, 0, HEADS, -1], True), [0, 2, 1, 3])

    ids = ops.parameter([-1, -1], np.int64, "input_ids")
    mask = ops.parameter([-1, -1], np.int64, "attention_mask")
    real = ops.convert(mask, "f32")
    blocked = ops.unsqueeze(ops.multiply(ops.subtract(real, np.float32(1)), np.float32(1e9)), [1, 2])

    length = ops.squeeze(ops.slice(ops.shape_of(ids), [1], [2], [1]), [0])
    places = ops.range(np.int64(0), length, np.int64(1), "i64")
    x = ops.gather(constant("embeddings.word_embeddings.weight"), ids, 0)
    x = ops.add(x, ops.gather(constant("embeddings.position_embeddings.weight"), places, 0))
    x = ops.add(x, tensors["embeddings.token_type_embeddings.weight"][0])
    x = norm(x, "embeddings.LayerNorm")
    layers = sum(name.endswith("attention.self.query.weight") for name in tensors)
    for layer in (f"encoder.layer.{k}" for k in range(layers)):
        query, key, value = (heads(dense(x, f"{layer}.attention.self.{part}")) for part in ("query", "key", "value"))
        context = ops.scaled_dot_product_attention(query, key, value, blocked)
        context = ops.reshape(ops.transpose(context, [0, 2, 1, 3]), [0, 0, -1], True)
        x = norm(ops.add(dense(context, f"{layer}.attention.output.dense"), x), f"{layer}.attention.output.LayerNorm")
        wide = ops.gelu(dense(x, f"{layer}.intermediate.dense"), "erf")
        x = norm(ops.add(dense(wide, f"{layer}.output.dense"), x), f"{layer}.output.LayerNorm")
    weights = ops.unsqueeze(real, [2])
    mean = ops.divide(ops.reduce_sum(ops.multiply(x, weights), [1]), ops.reduce_sum(weights, [1]))
    length = ops.sqrt(ops.reduce_sum(ops.multiply(mean, mean), [-1], True))
    return Model([ops.divide(mean, length)], [ids, mask], "sentence_encoder")
