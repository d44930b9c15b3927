"""How much int8 arithmetic a machine gives, and how much of it the NLI model asks for."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from factcheck.judging.nli import padded_width

_SIZE = 2048
_LAYERS = 4


def peak_operations(seconds: float = 1.0) -> float:
    """int8 multiplications and additions a second that OpenVINO reaches here in large matrix products: the best found.

    A practical peak, of the library that the model runs on; what the processor could do on paper is more.
    """
    import openvino
    from openvino import opset13 as ops

    rng = np.random.default_rng(0)
    data = ops.parameter([_SIZE, _SIZE], np.float32, name="data")
    node = data
    for _ in range(_LAYERS):
        low, high = np.float32(-4), np.float32(4)
        node = ops.fake_quantize(node, low, high, low, high, 256)
        weights = ops.convert(ops.constant(rng.integers(-127, 128, (_SIZE, _SIZE), dtype=np.int8)), "f32")
        node = ops.matmul(node, ops.multiply(weights, np.full((_SIZE, 1), 0.001, np.float32)), False, True)
    model = openvino.Model([node], [data], "products")
    compiled = openvino.Core().compile_model(model, "CPU", {"PERFORMANCE_HINT": "LATENCY"})
    values = rng.standard_normal((_SIZE, _SIZE), dtype=np.float32)
    request = compiled.create_infer_request()
    request.infer([values])
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        request.infer([values])
        best = min(best, time.perf_counter() - begin)
    return 2 * _SIZE**3 * _LAYERS / best


def model_operations(folder: Path, pairs: Sequence[tuple[str, str]]) -> float:
    """Multiplications and additions that the model in an OpenVINO folder does for these pairs, padding included."""
    import openvino
    from tokenizers import Tokenizer

    weights = layers = hidden = 0
    for node in openvino.Core().read_model(str(folder / "openvino_model.xml")).get_ordered_ops():
        if node.get_type_name() == "MatMul":
            shape = node.input(1).get_partial_shape()
            # Three outputs are the classifier's, which works once a pair and not once a token.
            if shape.is_static and min(shape.to_shape()) > 3:
                weights += int(np.prod(shape.to_shape()))
        elif node.get_type_name() == "ScaledDotProductAttention":
            layers += 1
            shape = node.input(0).get_partial_shape()
            hidden = shape[1].get_length() * shape[3].get_length()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    total = 0.0
    for encoding in tokenizer.encode_batch([(str(a), str(b)) for a, b in pairs]):
        width = padded_width(len(encoding.ids))
        total += 2 * weights * width + 4 * layers * width * width * hidden
    return total
