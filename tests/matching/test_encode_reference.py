"""The encoder against sentence-transformers, which published it: the same folder gives the same vectors."""

import numpy as np
import pytest

from factcheck.matching.encode import DIMENSIONS, MAX_LENGTH, Encoder, encode, encoder_folder

TEXTS = [
    "",
    "Fire.",
    "the ferry left the harbour",
    "The ferry left the harbour before dawn, and nobody on the quay had been told why.",
    "Ministers’ “final” offer — £4.5m — was refused by Zoë Ångström’s union…",
    "消防隊 reached the mill at 02:15",
    "the committee, " * MAX_LENGTH,
]


@pytest.fixture(scope="module")
def reference() -> np.ndarray:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    model = sentence_transformers.SentenceTransformer(str(encoder_folder()), device="cpu", local_files_only=True)
    return model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)


def test_vectors_are_those_of_sentence_transformers(reference):
    vectors = np.empty((len(TEXTS), DIMENSIONS), np.float32)
    Encoder(encoder_folder(), "f32").fill(vectors, TEXTS)
    assert np.abs(vectors - reference).max() < 1e-6


def test_half_precision_turns_no_vector_by_more_than_a_degree(reference):
    assert ((encode(TEXTS) * reference).sum(axis=1) > 0.9998).all()


def test_a_text_has_one_vector_whatever_stands_beside_it():
    together = encode(TEXTS)
    alone = np.vstack([encode([text]) for text in TEXTS])
    assert np.array_equal(together, alone)
    assert np.array_equal(encode(TEXTS[::-1])[::-1], together)


def test_vectors_have_unit_length():
    assert np.allclose(np.linalg.norm(encode(TEXTS), axis=1), 1, atol=1e-5)
