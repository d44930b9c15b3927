"""Export a trained NLI model as OpenVINO int8, measured against its fp32 self on the dev data.

    python scripts/export_nli.py --model runs/one/model --calibrate train.jsonl.gz --dev dev.jsonl.gz --out models/nli

Static int8 by NNCF with SmoothQuant, embeddings in int8 too. Nothing is written when int8 loses more than half a point
on a dev source of at least 1,000 rows.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import nncf
import numpy as np
import openvino as ov
import torch
from nli_data import Sampler, make_batches, read_pairs
from nli_eval import DevSet, Score, read_dev, score, torch_probabilities
from nli_model import LABELS, PairModel, load_model
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from factcheck.judging.nli import OpenVinoNLI

MAX_LENGTH = 256
MAX_LOSS = 0.005
MANY_ROWS = 1000


class PlainBert(nn.Module):
    """The forward pass of a PairModel in plain operations that trace with dynamic shapes."""

    def __init__(self, model: PairModel) -> None:
        super().__init__()
        self.embeddings = model.bert.embeddings
        self.layers = model.bert.encoder.layer
        self.classifier = model.classifier
        self.heads = model.config.num_attention_heads
        self.size = model.config.hidden_size // self.heads

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        embeddings = self.embeddings
        positions = torch.cumsum(torch.ones_like(input_ids), dim=1) - 1
        hidden = embeddings.LayerNorm(
            embeddings.word_embeddings(input_ids)
            + embeddings.token_type_embeddings(token_type_ids)
            + embeddings.position_embeddings(positions)
        )
        keep = attention_mask.to(hidden.dtype)
        bias = (keep[:, None, None, :] - 1.0) * 10_000.0
        for layer in self.layers:
            mixed = self._attention(layer.attention.self, hidden, bias)
            hidden = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + hidden)
            wide = functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(wide) + hidden)
        pooled = (hidden * keep[:, :, None]).sum(1) / keep.sum(1, keepdim=True)
        return self.classifier(pooled)

    def _attention(self, block: nn.Module, hidden: Tensor, bias: Tensor) -> Tensor:
        query, key, value = (
            part(hidden).unflatten(2, (self.heads, self.size)).transpose(1, 2)
            for part in (block.query, block.key, block.value)
        )
        scores = query @ key.transpose(2, 3) * self.size**-0.5 + bias
        return (torch.softmax(scores, dim=-1) @ value).transpose(1, 2).flatten(2)


def to_openvino(model: PairModel) -> ov.Model:
    """The model as an fp32 OpenVINO graph with inputs of shape (?, ?). Raises SystemExit for anything but a BERT."""
    if model.config.model_type != "bert":
        raise SystemExit(f"an {model.config.model_type} cannot be exported; distil it into a BERT with --teacher")
    example = tuple(torch.ones((2, 7), dtype=torch.int64) for _ in range(3))
    plain = PlainBert(model).eval()
    with torch.inference_mode():
        mask = torch.tensor([[1] * 7, [1] * 4 + [0] * 3])
        ids = torch.randint(1000, model.config.vocab_size - 1, (2, 7)) if model.config.vocab_size > 2000 else example[0]
        difference = (plain(ids, mask, 1 - mask) - model(ids, mask, 1 - mask)).abs().max().item()
    if difference > 1e-4:
        raise SystemExit(f"the plain forward pass differs from the model's by {difference:.2g}")
    graph = ov.convert_model(plain, example_input=example)
    for port, name in zip(graph.inputs, ("input_ids", "attention_mask", "token_type_ids"), strict=True):
        port.get_node().set_partial_shape(ov.PartialShape([-1, -1]))
        port.get_tensor().set_names({name})
        port.get_node().set_friendly_name(name)
    graph.outputs[0].get_tensor().set_names({"logits"})
    graph.validate_nodes_and_infer_types()
    return graph


def quantise(
    graph: ov.Model, tokenizer: Tokenizer, pairs: list[tuple[str, str]], preset: str, alpha: float
) -> ov.Model:
    """Static int8 of weights and activations, calibrated on `pairs`."""
    batches = make_batches(tokenizer, pairs, np.zeros(len(pairs)), 256, MAX_LENGTH, skip=False)
    inputs = [
        {
            "input_ids": b.input_ids.numpy(),
            "attention_mask": b.attention_mask.numpy(),
            "token_type_ids": b.token_type_ids.numpy(),
        }
        for _, b in batches
    ]
    return nncf.quantize(
        graph,
        nncf.Dataset(inputs),
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset(preset),
        subset_size=len(inputs),
        advanced_parameters=nncf.AdvancedQuantizationParameters(
            smooth_quant_alphas=nncf.AdvancedSmoothQuantParameters(matmul=alpha)
        ),
    )


def paired_error(dev: DevSet, before: np.ndarray, after: np.ndarray) -> float:
    """Half the width of the 95 % interval of the change of accuracy from `before` to `after` on the same rows."""
    right = [p.argmax(1) == dev.labels for p in (before, after)]
    change = right[1].astype(float) - right[0].astype(float)
    return float(1.96 * change.std(ddof=1) / np.sqrt(len(change)))


def compare(
    model: PairModel, tokenizer: Tokenizer, quantised: OpenVinoNLI, dev: list[DevSet]
) -> tuple[list[Score], list[Score], list[str]]:
    """fp32 scores, int8 scores, and the sources of many rows on which int8 loses too much; prints them all."""
    full, small, lost = [], [], []
    print("| source | rows | fp32 % | int8 % | 95 % interval | change |\n|---|---|---|---|---|---|")
    for rows in dev:
        before, after = torch_probabilities(model, tokenizer, rows.pairs), quantised.predict(rows.pairs)
        a, b = score(rows, before), score(rows, after)
        full.append(a)
        small.append(b)
        change, shown = b.value - a.value, f"{100 * (b.value - a.value):+.2f}"
        if b.metric == "accuracy":
            shown += f" ± {100 * paired_error(rows, before, after):.2f}"
        print(
            f"| {a.source} | {a.rows:,} | {100 * a.value:.2f} | {100 * b.value:.2f} "
            f"| {100 * b.low:.1f} to {100 * b.high:.1f} | {shown} |",
            flush=True,
        )
        if a.rows >= MANY_ROWS and change < -MAX_LOSS:
            lost.append(a.source)
    return full, small, lost


def write_folder(graph: ov.Model, tokenizer: Tokenizer, config: dict, out: Path) -> None:
    """openvino_model.xml and .bin, tokenizer.json and config.json with the sha256 of the .bin."""
    out.mkdir(parents=True, exist_ok=True)
    ov.save_model(graph, str(out / "openvino_model.xml"), compress_to_fp16=True)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"))
    digest = hashlib.sha256((out / "openvino_model.bin").read_bytes()).hexdigest()
    (out / "config.json").write_text(json.dumps(config | {"sha256": digest}, indent=1) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Export, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder that train_nli.py wrote")
    parser.add_argument("--calibrate", nargs="+", required=True, metavar="FILE[=SHARE]", help="training pairs")
    parser.add_argument("--calibration-pairs", type=int, default=300)
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--dev-sample", type=int, default=2000, help="rows a source; 0 for all")
    parser.add_argument("--preset", choices=("mixed", "performance"), default="mixed")
    parser.add_argument("--alpha", type=float, default=0.95, help="SmoothQuant alpha, -1 for none")
    parser.add_argument("--licence", default="MIT", help="licence of the base model, for config.json")
    parser.add_argument("--provisional", action="store_true", help="write even if int8 loses too much")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)

    model, tokenizer = load_model(args.model)
    trained = json.loads((args.model / "config.json").read_text(encoding="utf-8"))
    pairs = Sampler([read_pairs(argument, max_chars=900) for argument in args.calibrate], 7).draw(0)[0]
    graph = quantise(to_openvino(model), tokenizer, pairs[: args.calibration_pairs], args.preset, args.alpha)
    dev = [rows.sample(args.dev_sample or 10**9, seed=0) for path in args.dev for rows in read_dev(path)]
    config = {
        "model_type": "bert",
        "architectures": ["BertForPairs"],
        "pooling": "mean",
        "id2label": {str(index): label for index, label in enumerate(LABELS)},
        "max_length": MAX_LENGTH,
        "base": trained.get("base"),
        "licence": args.licence,
        "trained_pairs": trained.get("pairs"),
        "quantisation": f"NNCF static int8, {args.preset}, SmoothQuant {args.alpha}",
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=args.out.parent, prefix=".export-"))
    write_folder(graph, tokenizer, config, scratch)
    full, small, lost = compare(model, tokenizer, OpenVinoNLI(scratch), dev)
    if lost and not args.provisional:
        shutil.rmtree(scratch)
        print(
            f"{args.out}: not written, int8 loses more than {100 * MAX_LOSS} points on {', '.join(lost)}; try --alpha"
        )
        return 1
    write_folder(graph, tokenizer, config | {"dev": {"fp32": figures(full), "int8": figures(small)}}, scratch)
    scratch.chmod(0o755)
    shutil.rmtree(args.out, ignore_errors=True)
    scratch.rename(args.out)
    return 0


def figures(scores: list[Score]) -> dict[str, dict[str, float | str | int]]:
    """Scores for config.json, in percent."""
    return {
        s.source: {
            "metric": s.metric,
            "rows": s.rows,
            "percent": round(100 * s.value, 2),
            "interval": [round(100 * s.low, 1), round(100 * s.high, 1)],
        }
        for s in scores
    }


if __name__ == "__main__":
    sys.exit(main())
