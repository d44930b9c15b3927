from dataclasses import replace

import numpy as np
import pytest

from factcheck.archive import Archive
from factcheck.claims import extract_claims
from factcheck.matching.encode import encode
from tests.archive.sample import ALL, FERRY, FERRY_AGAIN
from tests.stories import articles


def alone_and_together(archive, drafts, ids):
    """What is gathered, set beside what one run over the same articles reads."""
    told = []
    gathered = archive.gather(drafts, ids, lambda done, total: told.append((done, total)))
    assert told == [(n + 1, len(drafts)) for n in range(len(drafts))]
    claims, sentences = extract_claims(list(gathered.articles))
    assert list(gathered.claims) == claims
    assert gathered.sentences == sentences
    assert np.array_equal(gathered.vectors, encode([c.gist for c in claims]))
    return gathered


def test_a_draft_beside_the_archive_reads_as_in_one_run(tmp_path):
    draft, *others = articles("trial-verdict").values()
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.add(others)
        gathered = alone_and_together(archive, [draft], [a.id for a in archive.articles()])
    assert gathered.articles[0] == draft
    assert {a.text for a in gathered.articles[1:]} == {a.text for a in others}


def test_a_surname_joins_the_full_name_of_another_article(tmp_path):
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.add(ALL)
        draft = replace(FERRY_AGAIN, id="draft", text=FERRY_AGAIN.text + " The Aldsund harbour is closed.")
        gathered = alone_and_together(archive, [draft], [archive.find(FERRY)])
        speakers = {c.speaker for c in gathered.claims if c.speaker}
        assert speakers == {"Mira Sundt"}
        assert {c.speaker for c in archive.claims([archive.find(FERRY_AGAIN)]) if c.speaker} == {"Sundt"}


def test_nothing_to_gather(tmp_path):
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        gathered = archive.gather([], ["no such id"])
        assert (gathered.articles, gathered.claims, gathered.vectors.shape) == ((), (), (0, 384))
        archive.add([FERRY])
        (stored,) = archive.articles()
        with pytest.raises(ValueError, match="id of an archived article"):
            archive.gather([stored], [stored.id])
