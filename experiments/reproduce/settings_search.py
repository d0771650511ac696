#!/usr/bin/env python3
"""Chooses the one setting a method for `./lysep reproduce`: for the dense rows (fnn), the convolutional ones (cnn), or
the figures of DLAM (dlam).

A setting's score is the mean, over some of the paper's rows and over the seeds, of log10 of the cross-entropy after
--sweeps sweeps (cnn: of the last batch, which the paper prints; dlam: of the training samples that are classified
wrong, in percent). A run that fails counts as a cross-entropy of 10 (dlam: 100 percent). The lowest score wins.

`lysep` (relaxation 1, one step for all samples, as printed) is searched one option after another, each time keeping the
best so far: the initial scale, then how its steps grow and shrink. `lysep-relaxed` keeps that scale and tries every
relaxation with one step for all samples and with a step for each. gd, momentum and adam
start from the same initial values (the scale that lysep chose) and have their learning rate searched.
dlam, the figures of DLAM's paper: the rates of gd, adagrad and adadelta, on the first tenth of the images, each from the
initial values of train. DLAM is not searched, its rules of epsilon stand beside each other; admm has the weights of its paper.
--confirm NUMBER runs a method's NUMBER best settings again, with --confirm-sweeps and --confirm-seeds on
--confirm-rows; their lowest score then decides. Everything is deterministic.
"""

import argparse
import math
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Options = tuple[str, ...]
Scores = list[tuple[float, Options]]

STEPS: list[Options] = [(), ("--grow 1.5 --shrink 0.7",), ("--grow 2 --shrink 0.5",)]
RULES: list[Options] = [(), ("--step per-sample",)]
SEARCH = {
    "fnn": {
        "rows": "3x10,10x10,20x10,3x30@0,10x20@0.004", "confirm_rows": "3x10,10x10,20x10,3x30@0,10x20@0.004",
        "sweeps": 2000, "seeds": "0", "confirm": 2, "confirm_sweeps": 10000, "confirm_seeds": "2",
        "scales": ["0.7", "1", "1.4142", "1.73205", "2.4495"], "steps": STEPS,
        "relaxations": ["1.8", "1.9", "1.95", "1.98"], "relaxed_steps": RULES,
        "gd": ["0.1", "0.2", "0.5", "1", "2"], "momentum": ["0.01", "0.02", "0.05", "0.1", "0.2"],
        "adam": ["0.001", "0.003", "0.01", "0.03"],
    },
    "cnn": {
        "rows": "2x2", "confirm_rows": "2x2",
        "sweeps": 400, "seeds": "0", "confirm": 2, "confirm_sweeps": 2000, "confirm_seeds": "1",
        "scales": ["1", "1.4142", "1.73205"], "steps": STEPS,
        "relaxations": ["1.8", "1.9", "1.95", "1.98"], "relaxed_steps": RULES,
        "gd": ["0.01", "0.1", "0.3", "1", "3"], "momentum": ["0.01", "0.03", "0.1", "0.3", "1", "3"],
        "adam": ["0.001", "0.003", "0.01", "0.03", "0.1"],
    },
    "dlam": {
        "rows": "mnist-100,fashion-mnist-100", "confirm_rows": "mnist-100,fashion-mnist-100",
        "sweeps": 150, "seeds": "0", "confirm": 1, "confirm_sweeps": 150, "confirm_seeds": "0",
        "gd": ["0.1", "0.2", "0.5", "1", "2"], "adagrad": ["0.001", "0.003", "0.01", "0.03", "0.1"],
        "adadelta": ["0.1", "1", "3", "10"],
    },
}


def network(kind: str, row: str) -> str:
    """The options of train for a row, named as in reproduce: depth x width (fnn), convolutions x channels (cnn) or
    data-width (dlam)."""
    if kind == "dlam":
        data, _, width = row.rpartition("-")
        images = "--data mnist --samples 5500 --image-pool 2" if data == "mnist" else f"--data {data} --samples 6000"
        return f"{images} --pixels unit --depth 3 --width {width} --activation relu"
    shape, _, time = row.partition("@")
    layers, width = shape.split("x")
    if kind == "cnn":
        return f"--data mnist --conv {layers} --channels {width} --batch 1500 --refresh 200"
    return f"--data {'allen-cahn:' + time if time else 'circle'} --depth {layers} --width {width}"


class Search:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.pool = ThreadPoolExecutor(arguments.jobs)

    def run(self, row: str, options: Options, sweeps: int, seed: str) -> float:
        kind = self.arguments.kind
        line = f"train {network(kind, row)} {' '.join(options)} --sweeps {sweeps} --seed {seed} --quiet"
        done = subprocess.run([self.arguments.program, *line.split()], capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        last = dict(word.split("=", 1) for word in lines[-1].split() if "=" in word) if lines else {}
        if kind == "dlam":
            return 100.0 - float(last.get("accuracy", "0")) if done.returncode == 0 else 100.0
        CE = float(last.get("batch_CE" if kind == "cnn" else "CE", "nan"))
        return CE if done.returncode == 0 and math.isfinite(CE) and CE > 0 else 10.0

    def table(self, method: str, settings: list[Options], rows: str, sweeps: int, seeds: str) -> Scores:
        """Prints one line a setting; the settings with their scores, the best first."""
        names, numbers = rows.split(","), seeds.split(",")
        runs = [[[self.pool.submit(self.run, row, options, sweeps, seed) for seed in numbers] for row in names]
                for options in settings]
        of = "training samples that are wrong, in percent" if self.arguments.kind == "dlam" else "CE"
        print(f"\n{method}: {sweeps} sweeps, seeds {seeds}, geometric mean of {of}\n"
              + "".join(f"{name:>14}" for name in names) + "     score  setting")
        scores = []
        for options, by_row in zip(settings, runs):
            logs = [sum(math.log10(run.result()) for run in by_seed) / len(by_seed) for by_seed in by_row]
            scores.append((sum(logs) / len(logs), options))
            print("".join(f"{10**log:14.3e}" for log in logs), f"{scores[-1][0]:9.4f} ", " ".join(options), flush=True)
        return sorted(scores, key=lambda score: score[0])

    def best(self, method: str, steps: list[list[Options]], start: Options) -> Options:
        """Each step's best option joins the setting so far; the best of all settings that were run, confirmed."""
        a, seen, kept = self.arguments, dict[Options, float](), start
        for choices in steps:
            trials = [t for t in dict.fromkeys(kept + choice for choice in choices) if t not in seen]
            seen |= {options: score for score, options in self.table(method, trials, a.rows, a.sweeps, a.seeds)}
            kept = min(seen, key=seen.__getitem__)
        if a.confirm > 1 and len(seen) > 1:
            finalists = sorted(seen, key=seen.__getitem__)[: a.confirm]
            kept = self.table(method + " again", finalists, a.confirm_rows, a.confirm_sweeps, a.confirm_seeds)[0][1]
        print(f"best {method}: {' '.join(kept)}", flush=True)
        return kept


def search_lysep(search: Search, plan: dict) -> None:
    plain = search.best("lysep", [[("--scale " + s,) for s in plan["scales"]], plan["steps"]], ())
    relaxed = [(f"--relaxation {r}", *steps) for steps in plan["relaxed_steps"] for r in plan["relaxations"]]
    search.best("lysep-relaxed", [relaxed], plain[:1])
    search_rates(search, plan, ("gd", "momentum", "adam"), plain[:1])


def search_dlam(search: Search, plan: dict) -> None:
    search_rates(search, plan, ("gd", "adagrad", "adadelta"), ())


def search_rates(search: Search, plan: dict, methods: tuple[str, ...], start: Options) -> None:
    for method in methods:
        rates = [(f"--method {method} --learning-rate {rate}",) for rate in plan[method]]
        search.best(method, [rates], start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=SEARCH)
    parser.add_argument("--program", default=str(Path(__file__).resolve().parent.parent / "lysep"))
    parser.add_argument("--jobs", type=int, default=2, help="runs at the same time")
    for name in ("rows", "seeds", "confirm-rows", "confirm-seeds"):
        parser.add_argument(f"--{name}", help="separated by commas")
    for name in ("sweeps", "confirm", "confirm-sweeps"):
        parser.add_argument(f"--{name}", type=int)
    arguments = parser.parse_args()
    plan = SEARCH[arguments.kind]
    for name, value in vars(arguments).items():
        if value is None:
            setattr(arguments, name, plan[name])
    search = Search(arguments)
    (search_dlam if arguments.kind == "dlam" else search_lysep)(search, plan)


if __name__ == "__main__":
    main()
