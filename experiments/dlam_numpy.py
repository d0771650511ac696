#!/usr/bin/python3
"""A sweep of DLAM in vectorised numpy beside that of this program: the same algorithm on the same numbers.

    experiments/dlam_numpy.py [SAMPLES] [SWEEPS]

Needs the Debian packages python3-numpy and python3-h5py, a built program and MNIST (./lysep data fetch mnist). Both train the
196-100-100-10 network, relu, on the first SAMPLES images (55000), SWEEPS sweeps (5), one thread each, numpy's products by the
BLAS that Debian's alternatives name: the reference one, or OpenBLAS (libopenblas0-pthread). Printed are the processor seconds of a sweep, one program after the other in each round,
their medians and ratio, and F of both after the last sweep, which agree but for rounding. Of lysep the time of no
sweep is subtracted, so that reading the images does not count.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is there

import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = [os.environ.get("LYSEP_PROGRAM", str(ROOT / "lysep"))]
RHO, EPSILON = 1e-4, 10.0


def lysep(samples, sweeps, out):
    """Processor seconds of a run, and the last line's figures."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([*PROGRAM, "train", "--method", "dlam", "--epsilon-rule", "fixed", "--data", "mnist", "--image-pool", "2",
                           "--pixels", "unit", "--samples", str(samples), "--depth", "3", "--width", "100", "--activation", "relu",
                           "--seed", "1", "--threads", "1", "--quiet", "--sweeps", str(sweeps), *out],
                          capture_output=True, text=True, check=True)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return seconds, dict(part.split("=", 1) for part in done.stdout.split() if "=" in part)


def log_sum_exp(x):
    top = x.max(axis=0)
    return top + np.log(np.exp(x - top).sum(axis=0))


def wright_omega(x):
    """omega + ln omega = x, by Newton's method on ln omega."""
    y = np.where(x > 1, np.log(np.maximum(x, 1)), x - np.exp(np.minimum(x, 1)) / (1 + np.exp(np.minimum(x, 1))))
    for _ in range(6):
        e = np.exp(y)
        y -= (y + e - x) / (1 + e)
    return np.exp(y)


def output_prox(v, labels):
    """The minimum of the cross-entropy plus (RHO/2) ||z - v||^2, a column a sample."""
    c = v.copy()
    c[labels, np.arange(v.shape[1])] += 1 / RHO
    s = log_sum_exp(c) - 1 / RHO
    for _ in range(50):
        omega = wright_omega(c - s - np.log(RHO))
        step = (RHO * omega.sum(axis=0) - 1) / (RHO * (omega / (1 + omega)).sum(axis=0))
        s += step
        if np.all(np.abs(step) <= 1e-13 * np.maximum(np.abs(s), 1)):
            break
    return c - wright_omega(c - s - np.log(RHO))


class Dlam:
    """One sample a column; the network of a state file, its z and a from the forward pass."""

    def __init__(self, path):
        with h5py.File(path) as state:
            layers = [state[f"layers/{l}"] for l in range(1, int(state.attrs["depth"]) + 1)]
            self.W = [layer["W"][:] for layer in layers]
            self.b = [layer["b"][:].reshape(-1, 1) for layer in layers]
            self.labels = state["labels"][:]
            self.A = [np.ascontiguousarray(state["X"][:].T)]  # A_0 = X, A_1, ...
        self.Z = []
        for W, b in zip(self.W, self.b):
            self.Z.append(W @ self.A[-1] + b)
            self.A.append(np.maximum(self.Z[-1], 0))
        self.A.pop()

    def update_weights(self, l):
        A = self.A[l]
        G = RHO * ((self.W[l] @ A + self.b[l] - self.Z[l]) @ A.T)
        if not G.any():
            return
        least, alpha = RHO * np.sum((G @ A) ** 2) / np.sum(G * G), 1.0
        while alpha < least:
            alpha *= 2
        self.W[l] = self.W[l] - G / alpha

    def update_bias_and_z(self, l):
        V = self.W[l] @ self.A[l]
        self.b[l] = self.b[l] - (V + self.b[l] - self.Z[l]).mean(axis=1, keepdims=True)
        V += self.b[l]
        if l == len(self.W) - 1:
            self.Z[l] = output_prox(V, self.labels)
        else:
            a = self.A[l + 1]
            self.Z[l] = np.minimum(np.maximum(np.where(a - EPSILON > 0, a - EPSILON, -np.inf), V), a + EPSILON)

    def update_activated(self, l):
        """A of layer l, which the layer behind reads."""
        A, W = self.A[l + 1], self.W[l + 1]
        G = RHO * (W.T @ (W @ A + self.b[l + 1] - self.Z[l + 1]))
        h, t = np.maximum(self.Z[l], 0), 1.0
        while True:
            moved = np.clip(A - G / t, h - EPSILON, h + EPSILON)
            change = moved - A
            if RHO * np.sum((W @ change) ** 2) <= t * np.sum(change * change):
                break
            t *= 2
        self.A[l + 1] = moved

    def sweep(self):
        for l in range(len(self.W)):
            self.update_weights(l)
            self.update_bias_and_z(l)
            if l < len(self.W) - 1:
                self.update_activated(l)

    def objective(self):
        Z = self.Z[-1]
        penalty = sum(np.sum((Z - W @ A - b) ** 2) for W, b, A, Z in zip(self.W, self.b, self.A, self.Z))
        return np.sum(log_sum_exp(Z) - Z[self.labels, np.arange(Z.shape[1])]) + RHO / 2 * penalty


def main():
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 55000
    sweeps = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    ours, numpys = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            none, _ = lysep(samples, 0, ("--out", f"{folder}/start", "--overwrite"))
            seconds, last = lysep(samples, sweeps, ())
            ours.append((seconds - none) / sweeps)
            method = Dlam(f"{folder}/start/state.h5")
            begin = time.process_time()
            for _ in range(sweeps):
                method.sweep()
            numpys.append((time.process_time() - begin) / sweeps)
    F = method.objective()
    print(f"numpy {np.__version__}, {samples} images, {sweeps} sweeps: processor seconds of a sweep, medians of three rounds")
    print(f"  lysep {statistics.median(ours):.3f}   numpy {statistics.median(numpys):.3f}   "
          f"ratio {statistics.median(numpys) / statistics.median(ours):.2f}")
    print(f"  F after the last sweep: lysep {float(last['F']):.6e}, numpy {F:.6e}")
    if abs(F - float(last["F"])) > 1e-5 * F:
        sys.exit("F of both requires to be equal but for rounding")


if __name__ == "__main__":
    main()
