"""The NLI models: the bundled one as it is, foreign ones by tiny folders made here."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import warnings

import numpy as np
import pytest

from factcheck.errors import FactcheckWarning
from factcheck.judging import nli as nli_module
from factcheck.judging.nli import (
    LABELS,
    ModelError,
    bundled_model,
    full_batches,
    label_columns,
    length_batches,
    load_nli,
)

PAIRS = [
    ("Two people died in a fire in Leeds on Monday.", "A fire in Leeds on Monday killed two people."),
    ("The minister resigned on Monday.", "The minister resigned on Thursday."),
    ("The bridge opened in 1987.", "The bridge did not open in 1987."),
    ("The flood damaged 40 houses.", "The flood damaged 12 houses."),
    ("A fire broke out in a school in Leeds.", "The fire broke out because of a faulty heater."),
    ("A short one.", "Another."),
    ("The council voted. " * 40, "The council met in the town hall, where it had met for years, and voted."),
    ("Rain fell.", "The council met in the town hall for a session that went on until midnight. " * 30),
]


@pytest.fixture(scope="module")
def bundled():
    return load_nli()


def test_bundled_model_judges_plain_pairs(bundled):
    judged = [LABELS[i] for i in bundled.predict(PAIRS[:5]).argmax(axis=1)]
    assert judged == ["entailment", "contradiction", "contradiction", "contradiction", "neutral"]


def test_probabilities(bundled):
    probabilities = bundled.predict(PAIRS)
    assert probabilities.shape == (len(PAIRS), 3)
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_no_pairs(bundled):
    assert bundled.predict([]).shape == (0, 3)


@pytest.mark.parametrize("batch_tokens", [100, 700, 100_000])
def test_batch_size_does_not_matter(bundled, batch_tokens):
    pairs = PAIRS * 3
    np.testing.assert_allclose(bundled.predict(pairs, batch_tokens), bundled.predict(pairs), atol=1e-3)


def test_order_and_company_do_not_matter(bundled):
    alone = np.concatenate([bundled.predict([pair]) for pair in PAIRS])
    np.testing.assert_allclose(bundled.predict(PAIRS), alone, atol=1e-3)
    np.testing.assert_allclose(bundled.predict(PAIRS[::-1])[::-1], alone, atol=1e-3)


def test_over_long_pairs_are_cut_at_the_longer_side(bundled):
    long = "The council met in the town hall for a session that went on until midnight. " * 60
    np.testing.assert_array_equal(
        bundled.predict([(long, "Rain fell.")]), bundled.predict([(long + long, "Rain fell.")])
    )


def test_loading_needs_neither_torch_nor_transformers():
    code = (
        "import sys, factcheck.judging.nli as nli; assert 'openvino' not in sys.modules; "
        "nli.load_nli().predict([('a', 'b')]); assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_altered_weights_are_refused(tmp_path):
    folder = tmp_path / "nli"
    shutil.copytree(bundled_model(), folder)
    with (folder / "openvino_model.bin").open("r+b") as file:
        file.write(b"\xff\xff")
    with pytest.raises(ModelError, match=r"openvino_model\.bin: sha256 .*restore"):
        load_nli(folder)


def test_bundled_config_tells_where_the_model_comes_from():
    config = json.loads((bundled_model() / "config.json").read_text(encoding="utf-8"))
    assert list(config["id2label"].values()) == list(LABELS)
    assert config["base"] and config["licence"] and config["dev"]["int8"] and len(config["sha256"]) == 64
    assert all(file.stat().st_size < 45_000_000 for file in bundled_model().iterdir())


def test_missing_bundled_model_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(nli_module, "__file__", str(tmp_path / "a" / "b" / "nli.py"))
    monkeypatch.setattr(nli_module, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="reinstall factcheck"):
        load_nli()


def test_installed_models_are_found(monkeypatch, tmp_path):
    package = tmp_path / "factcheck_models"
    package.symlink_to(bundled_model().parent)
    monkeypatch.setattr(nli_module, "__file__", str(tmp_path / "a" / "b" / "nli.py"))
    monkeypatch.syspath_prepend(tmp_path)
    assert bundled_model() == package / "nli"


def test_bundled_model_on_a_gpu_is_refused():
    with pytest.raises(ModelError, match="runs on the CPU"):
        load_nli(device="cuda")


@pytest.mark.parametrize("name", ["./no/such/model", "my-model/"])
def test_missing_folder(name):
    with pytest.raises(ModelError, match=f"^{re.escape(name)}: no such folder"):
        load_nli(name)


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (["CONTRADICTION", "ENTAILMENT", "NEUTRAL"], [1, 2, 0]),
        (["entailment", "neutral", "contradiction"], [0, 1, 2]),
        (["Contradicts", "Neutral", "Entails"], [2, 1, 0]),
    ],
)
def test_label_order_is_read(labels, columns):
    assert label_columns(dict(enumerate(labels)), "m") == columns
    assert label_columns({str(i): label for i, label in enumerate(labels)}, "m") == columns


@pytest.mark.parametrize("labels", [["entailment", "not_entailment"], ["LABEL_0", "LABEL_1", "LABEL_2"], []])
def test_models_without_contradiction_are_refused_in_one_line(labels):
    with pytest.raises(ModelError, match=r"^m: no contradiction class") as raised:
        label_columns(dict(enumerate(labels)), "m")
    assert "\n" not in str(raised.value)


def test_batches_hold_every_row_once():
    lengths = [3, 200, 17, 16, 90, 256, 8, 16] * 20
    batches = length_batches(lengths, tokens=300, pairs=7)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    assert max(len(batch) for batch in batches) <= 7


@pytest.mark.parametrize(("rows", "sizes"), [(42, [32, 8, 2]), (31, [31]), (100, [32, 32, 32, 4]), (1, [1])])
def test_batches_have_a_power_of_two_of_rows_or_nearly(rows, sizes):
    assert [len(batch) for batch in full_batches([48] * rows, tokens=2048)] == sizes


def tiny_classifier(folder, labels, dtype="float32", safe=True, seed=3):
    """A randomly initialised BERT sequence classifier with its tokenizer, written to `folder`; returns it."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    words = sorted({word.strip(".,").lower() for pair in PAIRS for text in pair for word in text.split()})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(seed)
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=len(words) + 5,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            initializer_range=0.5,
            id2label=dict(enumerate(labels)),
            label2id={label: index for index, label in enumerate(labels)},
        )
    ).to(getattr(torch, dtype))
    if safe:
        model.save_pretrained(folder)
    else:
        model.config.architectures = ["BertForSequenceClassification"]
        model.config.save_pretrained(folder)
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
    return model.float().eval()


@pytest.mark.filterwarnings("ignore:.*misjudges plain examples")
def test_foreign_model_with_odd_label_order(tmp_path):
    import torch

    model = tiny_classifier(tmp_path / "odd", ["neutral", "CONTRADICTION", "Entailment"])
    foreign = load_nli(tmp_path / "odd", device="cpu")
    got = foreign.predict(PAIRS)
    assert got.dtype == np.float32 and got.shape == (len(PAIRS), 3)
    tokens = foreign._tokenizer([PAIRS[1][0]], [PAIRS[1][1]], return_tensors="pt")
    with torch.inference_mode():
        neutral, contradiction, entailment = torch.softmax(model(**tokens).logits[0], -1).tolist()
    np.testing.assert_allclose(got[1], [entailment, neutral, contradiction], atol=1e-4)
    alone = np.concatenate([foreign.predict([pair]) for pair in PAIRS])
    np.testing.assert_allclose(got, alone, atol=1e-3)
    assert foreign.predict([]).shape == (0, 3)


@pytest.mark.filterwarnings("ignore:.*misjudges plain examples")
def test_half_precision_checkpoint_is_loaded_as_float32(tmp_path):
    tiny_classifier(tmp_path / "half", LABELS, dtype="float16")
    foreign = load_nli(tmp_path / "half", device="cpu")
    assert {str(p.dtype) for p in foreign._model.parameters()} == {"torch.float32"}


def test_probes_warn_of_a_model_that_answers_nonsense(tmp_path):
    tiny_classifier(tmp_path / "random", LABELS)
    with pytest.warns(FactcheckWarning, match="misjudges plain examples"):
        load_nli(tmp_path / "random")


@pytest.mark.parametrize("order", itertools.permutations(range(3)))
def test_probes_warn_of_every_wrong_order_of_labels(tmp_path, monkeypatch, order):
    """A model that is right about the probes, with its labels under the names `order` gives them."""
    from factcheck.judging.nli_torch import PROBES, TorchNLI

    tiny_classifier(tmp_path / "model", LABELS)
    right = np.eye(3, dtype=np.float32)[[LABELS.index(label) for *_, label in PROBES]]
    monkeypatch.setattr(TorchNLI, "predict", lambda self, pairs: right[:, list(order)])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", FactcheckWarning)
        load_nli(tmp_path / "model", device="cpu")
    told = [str(w.message) for w in caught if issubclass(w.category, FactcheckWarning)]
    assert bool(told) == (order != (0, 1, 2))
    assert all("its id2label may be wrong" in line for line in told)


@pytest.mark.filterwarnings("ignore:.*misjudges plain examples")
@pytest.mark.parametrize("batch_tokens", [1, 100, 100_000])
def test_batch_size_of_a_foreign_model_does_not_matter(tmp_path, batch_tokens):
    tiny_classifier(tmp_path / "model", LABELS)
    foreign = load_nli(tmp_path / "model", device="cpu")
    pairs = PAIRS * 3
    np.testing.assert_allclose(foreign.predict(pairs, batch_tokens), foreign.predict(pairs), atol=1e-5)


@pytest.mark.filterwarnings("ignore:.*misjudges plain examples")
def test_a_gpu_says_the_same_as_the_processor(tmp_path):
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("needs a GPU")
    tiny_classifier(tmp_path / "half", LABELS, dtype="float16")
    ours, theirs = (load_nli(tmp_path / "half", device=device).predict(PAIRS) for device in ("cpu", "cuda"))
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_devices_that_are_not_there_are_named(tmp_path, monkeypatch):
    torch = pytest.importorskip("torch")
    tiny_classifier(tmp_path / "model", LABELS)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ModelError, match="sees no GPU for device 'cuda:0'; use device cpu"):
        load_nli(tmp_path / "model", device="cuda:0")
    with pytest.raises(ModelError, match="gpu: not a torch device; use auto, cpu or cuda"):
        load_nli(tmp_path / "model", device="gpu")


def hub_run(cache, code):
    """`code` in a process that has nothing of the hub but `cache`."""
    env = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    return subprocess.run([sys.executable, "-W", "ignore", "-c", code], env=env, capture_output=True, text=True)


def test_hub_id_is_loaded(tmp_path):
    """The hub's own cache, with a model in it."""
    snapshot = tmp_path / "models--owner--small-nli" / "snapshots" / ("0" * 40)
    snapshot.parent.mkdir(parents=True)
    tiny_classifier(snapshot, LABELS)
    refs = tmp_path / "models--owner--small-nli" / "refs"
    refs.mkdir()
    (refs / "main").write_text("0" * 40)
    code = (
        "from factcheck import load_nli; m = load_nli('owner/small-nli', device='cpu'); "
        "print(m.name, m.predict([('a', 'b')]).shape)"
    )
    done = hub_run(tmp_path, code)
    assert done.stdout.strip() == "owner/small-nli (1, 3)", done.stderr


def test_unknown_hub_id_is_one_line(tmp_path):
    code = (
        "from factcheck import load_nli\nfrom factcheck.judging.nli import ModelError\n"
        "try: load_nli('owner/none', device='cpu')\nexcept ModelError as error: print(error)"
    )
    [line] = hub_run(tmp_path, code).stdout.splitlines()
    assert line.startswith("owner/none: cannot be loaded from the hub")
    assert line.endswith("or give a folder that holds config.json, model.safetensors and a tokenizer")


def test_two_way_folder_is_refused(tmp_path):
    tiny_classifier(tmp_path / "two", ["entailment", "not_entailment"])
    with pytest.raises(ModelError, match="no contradiction class"):
        load_nli(tmp_path / "two")


def test_pickled_weights_are_refused(tmp_path):
    tiny_classifier(tmp_path / "pickle", LABELS, safe=False)
    with pytest.raises(ModelError, match="pickle: no weights in safetensors; pickled ones are never loaded"):
        load_nli(tmp_path / "pickle")


def test_model_without_a_head_is_refused(tmp_path):
    model = tiny_classifier(tmp_path / "headless", LABELS)
    model.bert.save_pretrained(tmp_path / "headless")
    with pytest.raises(ModelError, match=r"no trained classifier|no contradiction class"):
        load_nli(tmp_path / "headless")
