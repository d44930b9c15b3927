"""Tiny bases, pairs and a teacher for the tests of the training scripts, which are no package."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import nli_model

WORDS = "a fire killed two three people on monday friday in leeds the mayor not resigned said council met".split()


def encoder(folder, kind, words, unknown, around, seed):
    """A folder with a two-layer `kind` of random weights and a tokenizer of the words, `around` their special ones."""
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import AutoConfig, AutoModel

    folder.mkdir()
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token=unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = around
    tokenizer.save(str(folder / "tokenizer.json"))
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    config = AutoConfig.for_model(kind, vocab_size=len(words), initializer_range=0.2, **sizes)
    torch.manual_seed(seed)
    config.save_pretrained(folder)
    save_file(AutoModel.from_config(config, add_pooling_layer=False).state_dict(), folder / "model.safetensors")
    return folder


@pytest.fixture
def base(tmp_path):
    """A folder with a two-layer BERT of random weights and a word tokenizer."""
    from tokenizers import processors

    around = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return encoder(tmp_path / "base", "bert", ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS], "[UNK]", around, 0)


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
    from tokenizers import Tokenizer, processors

    around = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    folder = encoder(tmp_path / "mpnet", "mpnet", ["<s>", "<pad>", "</s>", "<unk>", *WORDS[::-1]], "<unk>", around, 1)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding(length=128, pad_id=1, pad_token="<pad>")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def teacher(mpnet, tmp_path):
    """A pair model in the training format that is sure of most of what it says."""
    model, tokenizer = nli_model.new_model(mpnet)
    torch.nn.init.normal_(model.classifier.weight)
    return nli_model.save_model(model, tokenizer, tmp_path / "teacher", base="small-mpnet")
