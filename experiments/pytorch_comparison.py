#!/usr/bin/python3
"""Time to a cross-entropy: joint steps beside PyTorch's L-BFGS and Adam, from the same data and initial values.

    experiments/pytorch_comparison.py [SEEDS]

Needs the Debian packages python3-torch and python3-h5py, and a built program. Every optimiser runs on one thread in double, in
one order, on the rows of Table 5.1 below; Adam at the four learning rates that the tables know, L-BFGS (memory 20, strong
Wolfe) on the mean cross-entropy and on the sum of squared ones, which is what the joint steps minimise. Printed are the seconds
of training until the mean cross-entropy of the training samples is at most the one printed for LySep; "-": not within LIMIT seconds.
"""
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import h5py
import torch

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROWS = [(3, 10, 6.75e-3), (20, 10, 3.39e-2)]  # depth, width, the cross-entropy
LIMIT = 60.0


def lysep(*options):
    done = subprocess.run([ROOT / "lysep", "train", "--data", "circle", "--scale", "1.4142", "--threads", "1", "--quiet",
                           *map(str, options)], capture_output=True, text=True, check=True)
    return dict(part.split("=", 1) for part in done.stdout.split() if "=" in part)


class Network:
    """The network of a state file: dense layers with tanh between them, no bias in the last."""

    def __init__(self, path):
        with h5py.File(path) as state:
            layers = [state[f"layers/{l}"] for l in range(1, int(state.attrs["depth"]) + 1)]
            self.W = [torch.tensor(layer["W"][:], requires_grad=True) for layer in layers]
            self.b = [torch.tensor(layer["b"][:], requires_grad=True) for layer in layers[:-1]]
            self.X, self.labels = torch.tensor(state["X"][:]), torch.tensor(state["labels"][:])

    def losses(self):
        V = self.X
        for W, b in zip(self.W, self.b):
            V = torch.tanh(V @ W.T + b)
        return torch.nn.functional.cross_entropy(V @ self.W[-1].T, self.labels, reduction="none")

    def parameters(self):
        return self.W + self.b


def seconds_to(network, target, objective, optimiser):
    """Seconds of training until the mean loss is at most the target; infinite where they do not suffice."""
    begin, reached = time.perf_counter(), math.inf

    def closure():
        nonlocal reached
        optimiser.zero_grad()
        losses = network.losses()
        if losses.detach().mean() <= target:
            reached = min(reached, time.perf_counter() - begin)
        value = objective(losses)
        value.backward()
        return value

    while math.isinf(reached) and time.perf_counter() - begin < LIMIT:
        optimiser.step(closure)
    return reached


def optimisers():
    def lbfgs(p):
        return torch.optim.LBFGS(p, max_iter=20, history_size=20, line_search_fn="strong_wolfe")

    yield "PyTorch L-BFGS, mean", torch.mean, lbfgs
    yield "PyTorch L-BFGS, squares", lambda losses: (losses**2).sum(), lbfgs
    for rate in (0.001, 0.003, 0.01, 0.03):
        yield f"PyTorch Adam {rate}", torch.mean, lambda p, rate=rate: torch.optim.Adam(p, lr=rate)


def main():
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    print(f"PyTorch {torch.__version__}, seeds {seeds.start} to {seeds.stop - 1}, medians of seconds")
    for depth, width, target in ROWS:
        times = {}
        for seed in seeds:
            network = ["--depth", depth, "--width", width, "--seed", seed]
            for method, options in [("joint", []), ("adam", ["--learning-rate", 0.003])]:
                line = lysep(*network, "--method", method, *options, "--until", target)
                seconds = float(line["seconds_per_sweep"]) * int(line["sweeps"])
                times.setdefault(f"lysep {method}", []).append(seconds if float(line["CE"]) <= target else math.inf)
            with tempfile.TemporaryDirectory() as folder:
                lysep(*network, "--sweeps", 0, "--out", f"{folder}/start")
                for name, objective, make in optimisers():
                    start = Network(f"{folder}/start/state.h5")
                    times.setdefault(name, []).append(seconds_to(start, target, objective, make(start.parameters())))
        print(f"\n{depth}x{width} to {target}")
        for name, values in times.items():
            median = statistics.median(values)
            print(f"  {name:<24} {'-' if math.isinf(median) else format(median, '.2f')}")


if __name__ == "__main__":
    main()
