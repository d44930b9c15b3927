"""Distillation on tiny models: what a student learns of its teacher, resuming, and who may teach."""

from __future__ import annotations

import dataclasses
import gzip
import json

import nli_data
import nli_eval
import nli_model
import nli_teacher
import numpy as np
import pytest
import soft_labels
import torch
import train_nli

from tests.training.running import train


@pytest.fixture
def unlabelled(data, tmp_path):
    """The pairs of `data` without their labels: half of them null, half not there."""
    path = tmp_path / "unlabelled.jsonl"
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) | {"source": "pairs", "label": None} for line in lines]
    for row in rows[::2]:
        del row["label"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_checkpoints_from_before_there_were_teachers_go_on(base, data, tmp_path):
    train(base, data, tmp_path / "run", "--stop-after", "5")
    path = tmp_path / "run" / "checkpoint" / "state.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    assert state.pop("teacher") is None
    path.write_text(json.dumps(state), encoding="utf-8")
    train(base, data, tmp_path / "run")
    assert (tmp_path / "run" / "model").exists()


def test_distilling_resumes_exactly_and_asks_the_teacher_once_a_chunk(
    base, data, unlabelled, teacher, tmp_path, monkeypatch
):
    asked = []
    predict = nli_teacher.torch_probabilities

    def counted(model, tokenizer, pairs, **more):
        asked.append(len(pairs))
        return predict(model, tokenizer, pairs, **more)

    monkeypatch.setattr(nli_teacher, "torch_probabilities", counted)
    both = [f"{data}=0.5", f"{unlabelled}=0.5"]
    train(base, both, tmp_path / "whole", "--teacher", str(teacher), "--dev", str(data))
    assert asked == [4096]
    train(base, both, tmp_path / "parts", "--teacher", str(teacher), "--stop-after", "5")
    train(base, both, tmp_path / "parts", "--teacher", str(teacher))
    whole, parts = (nli_model.load_model(tmp_path / name / "model")[0].state_dict() for name in ("whole", "parts"))
    assert all(torch.equal(whole[name], parts[name]) for name in whole)
    log = (tmp_path / "whole.md").read_text(encoding="utf-8")
    sha256 = nli_teacher.load_teacher(teacher, torch.device("cpu"), bf16=False).sha256
    assert f"Teacher from small-mpnet (sha256 {sha256}), temperature 2, weight 0.5 beside a label." in log
    assert "unlabelled.jsonl, 120 pairs that fit, 120 of them without a label, sha256" in log


def test_a_student_learns_its_teacher_by_unlabelled_pairs_alone(base, unlabelled, teacher, tmp_path):
    more = ["--steps", "200", "--lr", "2e-3", "--budget", "1000"]
    train(base, unlabelled, tmp_path / "run", "--teacher", str(teacher), *more)
    rows = nli_data.read_pairs(str(unlabelled))
    pairs = list(zip(rows.premises, rows.hypotheses, strict=True))
    wanted = nli_teacher.load_teacher(teacher, torch.device("cpu"), bf16=False).predict(pairs)
    student = nli_eval.torch_probabilities(*nli_model.load_model(tmp_path / "run" / "model"), pairs)
    assert np.abs(student - wanted).mean() < np.abs(wanted.mean(0) - wanted).mean() / 2


def test_soft_labels_teach_like_the_model_they_are_of(base, data, unlabelled, teacher, tmp_path, monkeypatch):
    monkeypatch.setattr(soft_labels, "TOGETHER", 50)
    model = nli_teacher.load_teacher(teacher, torch.device("cpu"), bf16=False)
    pairs = [pair for path in (data, unlabelled) for pair in soft_labels.drawn(str(path), 900)]
    *_, labels = soft_labels.score(model, pairs)
    labels.save(tmp_path / "soft.npz")
    kept = nli_teacher.load_teacher(tmp_path / "soft.npz", torch.device("cpu"), bf16=False)
    assert (kept.name, len(labels.keys)) == ("small-mpnet", len(set(pairs)))
    np.testing.assert_allclose(kept.predict(pairs), model.predict(pairs), atol=1e-3)
    assert np.isnan(kept.predict([("a fire", "not among them")])).all()
    both = [f"{data}=0.5", f"{unlabelled}=0.5"]
    train(base, both, tmp_path / "model", "--teacher", str(teacher))
    train(base, both, tmp_path / "soft", "--teacher", str(tmp_path / "soft.npz"))
    a, b = (nli_model.load_model(tmp_path / name / "model")[0].state_dict() for name in ("model", "soft"))
    assert max((a[name] - b[name]).abs().max() for name in a) < 1e-2


def test_soft_labels_go_on_and_are_of_one_teacher(base, data, teacher, tmp_path, monkeypatch):
    monkeypatch.setattr(soft_labels, "TOGETHER", 50)
    model = nli_teacher.load_teacher(teacher, torch.device("cpu"), bf16=False)
    pairs = soft_labels.drawn(f"{data}=80", 900)
    assert len(pairs) == 80 and pairs == soft_labels.drawn(f"{data}=80", 900)
    first = next(soft_labels.score(model, pairs))
    *_, whole = soft_labels.score(model, pairs, first)
    *_, at_once = soft_labels.score(model, pairs)
    assert len(first.keys) == 50 and np.array_equal(whole.keys, at_once.keys)
    with pytest.raises(SystemExit, match="choose another --out"):
        next(soft_labels.score(dataclasses.replace(model, sha256="other"), pairs, first))
    (tmp_path / "broken.npz").write_bytes(b"no labels")
    with pytest.raises(SystemExit, match=r"broken\.npz: not a file of soft_labels\.py"):
        nli_teacher.load_teacher(tmp_path / "broken.npz", torch.device("cpu"), bf16=False)


def test_resuming_with_another_teacher_or_temperature_or_with_none_is_refused(base, data, teacher, tmp_path):
    train(base, data, tmp_path / "run", "--teacher", str(teacher), "--stop-after", "2")
    for other in (["--teacher", str(teacher), "--temperature", "3"], []):
        with pytest.raises(SystemExit, match="made with another teacher"):
            train(base, data, tmp_path / "run", *other)


def test_unlabelled_pairs_need_a_teacher_and_are_no_dev_data(base, unlabelled, tmp_path):
    with pytest.raises(SystemExit, match=r"unlabelled\.jsonl: holds pairs without a label, which need a --teacher"):
        train(base, unlabelled, tmp_path / "run")
    with pytest.raises(SystemExit, match=r"unlabelled\.jsonl: line 1 has no label"):
        nli_eval.read_dev(unlabelled)


def test_folders_that_are_no_teachers_are_refused_in_one_line(mpnet, tmp_path):
    with pytest.raises(SystemExit, match=r"none: no model in safetensors with a config\.json"):
        nli_teacher.load_teacher(tmp_path / "none", torch.device("cpu"), bf16=False)
    with pytest.raises(SystemExit, match="no contradiction class"):
        nli_teacher.load_teacher(mpnet, torch.device("cpu"), bf16=False)


@pytest.mark.filterwarnings("ignore:.*misjudges plain examples")
def test_the_labels_of_a_foreign_teacher_are_put_in_order(base, tmp_path):
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    labels = ["neutral", "contradiction", "entailment"]
    config = BertConfig.from_pretrained(base, id2label=dict(enumerate(labels)), label2id={})
    torch.manual_seed(2)
    model = BertForSequenceClassification(config).eval()
    model.save_pretrained(tmp_path / "foreign")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(base / "tokenizer.json"), pad_token="[PAD]", model_input_names=["input_ids", "attention_mask"]
    )
    tokenizer.save_pretrained(tmp_path / "foreign")
    foreign = nli_teacher.load_teacher(tmp_path / "foreign", torch.device("cpu"), bf16=False)
    with torch.inference_mode():
        logits = model(**tokenizer("two people", "the fire killed three people", return_tensors="pt")).logits[0]
    neutral, contradiction, entailment = torch.softmax(logits, -1).tolist()
    found = foreign.predict([("two people", "the fire killed three people"), ("a", "the mayor " * 20)])
    assert found[0] == pytest.approx([entailment, neutral, contradiction], abs=1e-5)


def test_the_loss_of_a_teacher_is_the_softened_divergence():
    logits, taught = torch.randn(4, 3), torch.softmax(torch.randn(4, 3), -1)
    softened = [torch.log_softmax(x / 2, -1) for x in (logits, taught.log())]
    expected = torch.nn.functional.kl_div(*softened, log_target=True, reduction="none").sum(1) * 4
    assert train_nli.teacher_loss(logits, taught, 2.0).tolist() == pytest.approx(expected.tolist(), abs=1e-5)
    assert train_nli.teacher_loss(taught.log() + 1, taught, 2.0).tolist() == pytest.approx([0] * 4, abs=1e-6)


def test_labels_and_teacher_are_mixed_and_unlabelled_pairs_have_the_teacher_alone():
    logits, taught = torch.randn(2, 3), torch.softmax(torch.randn(2, 3), -1)
    labels = torch.tensor([1, nli_data.UNLABELLED])
    nothing = torch.zeros(2, 0)
    batch = nli_data.Batch(nothing, nothing, nothing, labels, taught)
    hard = train_nli.label_loss(logits, labels)
    soft = train_nli.teacher_loss(logits, taught, 2.0)
    expected = (0.7 * hard[0] + 0.3 * soft[0] + soft[1]) / 2
    assert train_nli.pair_loss(logits, batch, 0.05, 2.0, 0.3).item() == pytest.approx(expected.item(), rel=1e-5)
    assert hard[1] == 0
    taught[0] = float("nan")
    assert train_nli.pair_loss(logits, batch, 0.05, 2.0, 0.3).item() == pytest.approx(((hard[0] + soft[1]) / 2).item())
