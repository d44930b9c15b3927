"""A short run of the training script."""

from __future__ import annotations

import train_nli


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
