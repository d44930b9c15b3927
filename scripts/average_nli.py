"""Average the weights of models that were trained one from another: better than each of them on most dev sources.

    python scripts/average_nli.py runs/one/model=0.4 runs/two/model=0.6 --out runs/average

Models of one lineage lie in one basin of the loss, where the mean of their weights generalises better than they do
(model soups, Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from nli_model import load_model, save_model


def average(parts: list[tuple[Path, float]], out: Path) -> None:
    """Write the mean of models of one shape, weighted by parts that are scaled to a sum of 1."""
    total = sum(weight for _, weight in parts)
    loaded = [load_model(folder) for folder, _ in parts]
    states = [model.state_dict() for model, _ in loaded]
    model, tokenizer = loaded[-1]
    mean = {
        name: sum(weight / total * state[name] for (_, weight), state in zip(parts, states, strict=True))
        for name, value in states[-1].items()
        if value.is_floating_point()
    }
    model.load_state_dict(states[-1] | mean)
    base = "average of " + ", ".join(f"{folder} ({weight / total:g})" for folder, weight in parts)
    save_model(model, tokenizer, out, base=base, steps=0, pairs=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="FOLDER=WEIGHT")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    split = [part.rpartition("=") for part in args.models]
    average([(Path(folder), float(weight)) for folder, _, weight in split], args.out)


if __name__ == "__main__":
    main()
