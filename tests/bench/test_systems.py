import numpy as np
import pytest

from factcheck.bench import int8, machine, systems
from factcheck.bench.gold import Cluster
from factcheck.bench.pairs import PairData
from factcheck.bench.weights import load_cross_encoder
from factcheck.judging.nli import ModelError, bundled_model
from factcheck.records import Article

PAIRS = [
    ("Nine firefighters were hurt in the blaze.", "Six firefighters were hurt in the blaze."),
    ("The ferry sailed at noon on Tuesday.", "A ferry left on Tuesday."),
    ("The mayor opened the bridge.", "The mayor was in good spirits."),
    ("The council has not signed the contract.", "The council signed the contract."),
]
CLUSTER = Cluster(
    "ferry",
    (
        Article("a", "The ferry sank on Monday. Nobody died."),
        Article("b", "The ferry sank on Friday."),
        Article("c", "It rained."),
    ),
)


@pytest.fixture(scope="module")
def naive():
    return systems.Naive()


def test_the_naive_baseline_runs_the_bundled_network_in_fp32(naive, nli):
    ours, theirs = nli.predict(PAIRS), naive.predict(PAIRS)
    assert theirs == pytest.approx(ours, abs=0.05)  # int8 rounds
    assert theirs.sum(1) == pytest.approx(np.ones(4), abs=1e-5)
    assert type(naive.encoder[0]).__name__ == "CrossEncoder"
    assert naive.predict([]).shape == (0, 3)


def test_the_naive_baseline_loads_no_pickle(tmp_path):
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    small = {"vocab_size": 9, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
    labels = dict(enumerate(["entailment", "neutral", "contradiction"]))
    config = BertConfig(**small, id2label=labels, architectures=["BertForSequenceClassification"])
    config.save_pretrained(tmp_path)
    torch.save(BertForSequenceClassification(config).state_dict(), tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"no CrossEncoder can be made of it \(.*safetensors"):
        load_cross_encoder(str(tmp_path))


def test_the_naive_baseline_reads_every_sentence_pair_across_articles(naive, monkeypatch):
    assert len(systems.sentence_pairs(CLUSTER)) == 2 * 1 + 2 * 1 + 1 * 1
    asked = []

    def contradict(pairs):
        asked.extend(pairs)
        return np.array([[0, 1 - p, p] for p in [0.9 * ("sank" in a and "sank" in b) for a, b in pairs]]).reshape(-1, 3)

    monkeypatch.setattr(naive, "predict", contradict)
    found = naive.find(CLUSTER)
    assert [(flag.severity, flag.sides) for flag in found.flags] == [("error", ((("a", 0, 25),), (("b", 0, 25),)))]
    assert (found.pairs, len(asked)) == (5, 5)
    assert naive.find(CLUSTER).flags == found.flags
    assert len(asked) == 5  # what was read before is known


def test_probabilities_are_collapsed_to_the_classes_of_a_task():
    probabilities = np.array([[0.5, 0.3, 0.2]])
    for classes, expected in (
        (("entailment", "neutral", "contradiction"), [0.5, 0.3, 0.2]),
        (("entailment", "not_entailment"), [0.5, 0.5]),
        (("not_contradiction", "contradiction"), [0.8, 0.2]),
    ):
        assert systems.collapse(probabilities, classes)[0] == pytest.approx(expected)


def test_the_majority_says_the_most_frequent_label_and_flags_nothing():
    data = PairData("own", ("entailment", "not_entailment"), ("a",) * 4, ("b",) * 4, np.array([1, 1, 1, 0]), (), "")
    assert systems.Majority().judge(data, [0, 3]).tolist() == [[0.25, 0.75], [0.25, 0.75]]
    assert systems.Majority().find(CLUSTER).flags == ()


def test_a_model_folder_in_transformers_format_serves_both_sides(tmp_path):
    folder = tmp_path / "own-model"
    tiny(folder)
    probabilities = systems.Factcheck(str(folder)).nli.predict(PAIRS)
    encoder, columns = load_cross_encoder(str(folder))
    scores = encoder.predict(PAIRS, apply_softmax=True)[:, columns]
    assert scores == pytest.approx(probabilities, abs=1e-5)
    assert systems.model_name(str(folder)) == "own-model"
    assert len(systems.model_sha256(str(folder))) == 64
    assert systems.model_sha256("owner/model") is None


def test_a_model_that_cannot_be_read_is_one_line(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError) as error:
        load_cross_encoder(str(tmp_path))
    assert str(tmp_path) in str(error.value) and "\n" not in str(error.value)


def tiny(folder):
    """An untrained transformers classifier with its labels in another order than ours."""
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=30522, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        id2label={0: "CONTRADICTION", 1: "ENTAILMENT", 2: "NEUTRAL"},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = Tokenizer.from_file(str(bundled_model() / "tokenizer.json"))
    tokenizer.no_padding()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", model_max_length=512
    ).save_pretrained(folder)


def test_the_machine_is_described_without_names():
    described = machine.machine()
    assert described["cores"] >= 1 and described["memory_gb"] >= 1
    assert machine.versions()["python"]
    assert len(machine.code_sha256()) == 64
    assert machine.peak_mb() > 10


def test_operations_of_the_model_grow_with_the_pairs():
    one, two = (int8.model_operations(bundled_model(), PAIRS[:n]) for n in (1, 2))
    # 21 million weights of linear layers, two operations each, for some 24 tokens.
    assert 5e8 < one < 5e9 and one < two
