"""A check on Ray: on a cluster of two small nodes that run here, the same reports as in this process."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

import factcheck
from factcheck import cli, distributed
from factcheck.corpus import run
from factcheck.corpus.run import check_many
from factcheck.distributed import check_on_ray
from factcheck.errors import FactcheckError
from tests.pairs import article
from tests.stories import FIXTURES, articles, checked

STORIES = ("harbour-fire", "storm-landfall", "bank-results")
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pytest.importorskip("ray", reason="Ray is not installed: pip install -e '.[ray]'")
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 80 * MEGABYTE}
    cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    cluster.add_node(**node)
    yield cluster.address
    cluster.shutdown()


@pytest.fixture(scope="module")
def mixed() -> list[factcheck.Article]:
    found = [replace(a, id=f"{s}/{a.id}") for s in STORIES for a in articles(s).values()]
    return [*found[:3], article("bad", "Nine \ud800 men were hurt."), *found[3:]]


def same(one: factcheck.Report, other: factcheck.Report) -> bool:
    """Whether two reports differ in their seconds alone."""
    untimed = [replace(r, stats={k: v for k, v in r.stats.items() if k != "seconds"}) for r in (one, other)]
    return untimed[0] == untimed[1]


def workers() -> dict[int, int]:
    """The processes of actors on this machine that come from this one, each with the node that it runs on."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            names[int(folder.name)] = (folder / "cmdline").read_bytes()
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {}
    for pid, name in names.items():
        line = [pid]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        if name.startswith(b"ray::MapWorker") and os.getpid() in line:
            found[pid] = parents[pid]
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_killed_workers_and_a_poisoned_article_leave_the_report_as_it_is(address, mixed, nli, monkeypatch):
    monkeypatch.setattr(distributed, "FEW", 5)
    monkeypatch.setattr(run, "BATCH", 4)
    killed, nodes = {}, set()

    def kill(stage: str, done: int, total: int) -> None:
        nodes.update(workers().values())
        if stage not in killed and done < total:
            killed[stage] = [os.kill(pid, signal.SIGKILL) for pid in workers()]

    report = check_on_ray(mixed, address, progress=kill)
    assert killed["reading"] and killed["stories"] and len(nodes) == 2
    assert same(report, check_many(mixed, nli=nli))
    assert [p.where for p in report.problems] == ["bad"] and len(report.findings) > 5


def test_few_articles_are_compared_each_with_each(address):
    assert same(check_on_ray(list(articles("harbour-fire").values()), address), checked("harbour-fire"))


def test_from_the_command_line_to_a_table_of_findings(address, tmp_path):
    file = tmp_path / "findings.parquet"
    story = FIXTURES / "stories" / "harbour-fire" / "articles"
    told = CliRunner().invoke(cli.app, ["report", str(story), "--ray", address, "-o", str(file)])
    assert (told.exit_code, told.output) == (0, "")
    assert parquet.read_table(file)["id"].to_pylist() == [f.id for f in checked("harbour-fire").findings]


@pytest.mark.parametrize(
    "where, line",
    [
        ("127.0.0.1:1", "no Ray cluster at '127.0.0.1:1' ([Errno 111] Connection refused); give the host:port of"),
        ("ray://127.0.0.1:1", "no Ray cluster at 'ray://127.0.0.1:1' (Ray Data needs a host:port); give the host:port of"),
    ],
)
def test_no_cluster_is_one_line(where, line):
    pytest.importorskip("ray", reason="Ray is not installed: pip install -e '.[ray]'")
    with pytest.raises(FactcheckError) as error:
        check_on_ray([], where)
    assert str(error.value).startswith(line)


def test_no_ray_is_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(FactcheckError, match=r"--ray needs ray; pip install 'factcheck\[ray\]'"):
        check_on_ray([])
