"""The Python package beside the program: /usr/bin/python3 tests/python/lysep_test.py, with PYTHONPATH at the package."""

import os
import pickle
import re
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import numpy as np

import lysep

PROGRAM = os.environ["LYSEP_PROGRAM"]
PREDICT = os.environ.get("LYSEP_EXAMPLE_PREDICT")


def program(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)


def points(count=120, seed=1):
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (count, 2))
    return X, (np.hypot(X[:, 0], X[:, 1]) < 0.8).astype(int) + (X[:, 0] > 0.5)


def write_table(path, X, y=None):
    with open(path, "w") as table:
        if y is not None:
            table.write(",".join([f"x{k}" for k in range(X.shape[1])] + ["label"]) + "\n")
        for n, row in enumerate(X):
            fields = [repr(float(x)) for x in row] + ([] if y is None else [str(y[n])])
            table.write(",".join(fields) + "\n")


class InAFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = lambda name: os.path.join(folder.name, name)


class Training(InAFolder):
    def same(self, X, y, **options):
        write_table(self.path("points.csv"), X, y)
        words = [w for n, v in options.items() for w in (["--" + n.replace("_", "-")] + ([] if v is True else [v]))]
        run = program("train", "--data", "csv:" + self.path("points.csv"), "--quiet", *words)
        self.assertEqual(run.returncode, 0, run.stderr)
        trained = lysep.train(X, y, **options)
        self.assertEqual(trained.network.hash, re.search("hash=(.*)", run.stdout)[1])
        return trained

    def test_the_hash_is_that_of_the_program(self):
        X, y = points()
        self.same(X, y, sweeps=20, seed=4)
        self.same(X, y, method="joint", depth=4, width=7, weight_decay=1e-3, sweeps=10)
        self.same(X, y, method="adam", learning_rate=0.003, sweeps=30, standardise=True, test_samples=20)
        names = np.array(["red", "green", "blue"])[y]
        self.assertEqual(self.same(X, names, sweeps=5).network.classes, ("blue", "green", "red"))

    def test_arrays_of_other_types_and_orders_are_the_same_samples(self):
        X, y = points()
        X = np.round(X * 16) + 0.0  # no -0
        want = lysep.train(X, y, sweeps=3).network.hash
        for other in (X.tolist(), np.asfortranarray(X), X.astype(np.int64), X.astype(np.float32), np.repeat(X, 2, 0)[::2]):
            self.assertEqual(lysep.train(other, list(y), sweeps=3).network.hash, want)

    def test_the_callback_sees_every_sweep_and_may_end_the_run(self):
        X, y = points()
        seen = []

        def watch(progress):
            seen.append((progress.sweep, progress.CE, progress.bound))
            return progress.sweep == 6

        trained = lysep.train(X, y, callback=watch)
        self.assertEqual((trained.status, trained.sweeps, [s for s, _, _ in seen]), ("interrupted", 6, [1, 2, 3, 4, 5, 6]))
        self.assertTrue(all(ce <= bound for _, ce, bound in seen))
        self.assertEqual(trained.network.hash, lysep.train(X, y, sweeps=6).network.hash)
        with self.assertRaises(ZeroDivisionError):
            lysep.train(X, y, callback=lambda progress: 1 / 0)

    def test_bad_input_is_refused_in_the_words_of_the_program(self):
        X, y = points()
        for options, line in (
            (dict(width=0), "train requires 0 < --width <= 100000, but got 0"),
            (dict(depth=2.5), "--depth: requires a decimal number of at most 64 bits, but got 2.5"),
            (dict(nothing=1), "train requires an option that it has, but got --nothing"),
        ):
            with self.assertRaisesRegex(lysep.Error, "^" + re.escape(line) + "$"):
                lysep.train(X, y, **options)
        for bad in (X[:, 0], X[:-1], np.where(X > 0.9, np.nan, X)):
            with self.assertRaises(ValueError):
                lysep.train(bad, y)

    def test_ctrl_c_ends_a_long_run(self):
        X, y = points()
        for callback in (None, lambda progress: None):
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
            start = time.monotonic()
            with self.assertRaises(KeyboardInterrupt):
                lysep.train(X, y, sweeps=10**9, callback=callback)
            self.assertLess(time.monotonic() - start, 20)

    def test_other_threads_run_on(self):
        X, y = points()
        done = threading.Event()
        counted = [0]

        def count():
            while not done.is_set():
                counted[0] += 1
                time.sleep(0.001)

        thread = threading.Thread(target=count)
        thread.start()
        start = time.monotonic()
        lysep.train(X, y, sweeps=3000)
        spent = time.monotonic() - start
        done.set()
        thread.join()
        self.assertGreater(counted[0], 5 if spent > 0.1 else 0)

    def test_a_network_goes_on_on_its_own_samples(self):
        X, y = points()
        first = lysep.train(X, y, sweeps=4).network
        first.save(self.path("state.h5"))
        run = program("train", "--init", self.path("state.h5"), "--sweeps", 3, "--quiet")
        self.assertEqual(lysep.train(first, sweeps=3).network.hash, re.search("hash=(.*)", run.stdout)[1])
        with self.assertRaises(lysep.Error):
            lysep.train(first, y)


class Networks(InAFolder):
    def test_arrays_are_views_that_outlive_the_network_and_cannot_be_written_to(self):
        X, y = points()
        network = lysep.train(X, y, sweeps=3, depth=4).network
        W, b, r, kept = network.layers[1].W, network.layers[1].b, network.layers[1].r, network.X
        want = W.copy()
        self.assertEqual((W.shape, b.shape, r.shape, kept.shape), ((10, 10), (10,), (120, 10), (120, 2)))
        self.assertEqual(W.ctypes.data, network.layers[1].W.ctypes.data)
        for array in (W, b, r, kept, network.labels):
            with self.assertRaises(ValueError):
                array[...] = 0
        del network
        np.testing.assert_array_equal(W, want)
        np.testing.assert_array_equal(kept, X)

    def test_pickling_keeps_everything(self):
        X, y = points()
        for method in ("lysep", "dlam"):
            network = lysep.train(X, y, method=method, sweeps=3, standardise=True).network
            again = pickle.loads(pickle.dumps(network))
            self.assertEqual((again.hash, again.classes, again.format), (network.hash, network.classes, network.format))
            np.testing.assert_array_equal(again.predict_proba(X), network.predict_proba(X))
        with self.assertRaises(Exception):
            lysep.Network.__new__(lysep.Network).__setstate__(b"no state")

    def test_random_networks_predict_the_same_bits_everywhere(self):
        """The program, the shared library and this module, on networks of all kinds."""
        count = max(2, int(200 * float(os.environ.get("LYSEP_TEST_SCALE", "1"))))
        rng = np.random.default_rng(20260423)
        states, ours = [], []
        rows = rng.normal(size=(7, 3)) * 10.0 ** rng.integers(-3, 3, (7, 1))
        write_table(self.path("rows.csv"), rows)
        for k in range(count):
            depth, width, classes = rng.integers(1, 7), rng.integers(1, 12), rng.integers(2, 6)
            sizes = [3] + [width] * (depth - 1) + [classes]
            scale = rng.choice([0.1, 1, 5])
            network = lysep.Network(
                [scale * rng.normal(size=(m, n)) for n, m in zip(sizes, sizes[1:])],
                [rng.normal(size=m) for m in sizes[1:-1]],
                ["tanh", "sigmoid", "sin", "relu", "identity"][k % 5],
                rng.normal(size=(2, 3)),
                [0, classes - 1],
            )
            states.append(self.path(f"{k}.h5"))
            network.save(states[-1])
            p, labels = network.predict_proba(rows), network.predict(rows)
            ours.append([",".join([network.classes[j]] + [float(x).hex() for x in row]) for j, row in zip(labels, p)])

        def hexadecimal(line):
            label, *numbers = line.split(",")
            return ",".join([label] + [float(x).hex() for x in numbers])

        for state, want in zip(states, ours):
            told = program("predict", state, "--data", "csv:" + self.path("rows.csv"), "--header", "no")
            self.assertEqual([hexadecimal(line) for line in told.stdout.splitlines()[1:]], want, state + told.stderr)
        if PREDICT:
            told = subprocess.run([PREDICT, self.path("rows.csv"), *states], capture_output=True, text=True)
            self.assertEqual([hexadecimal(line) for line in told.stdout.splitlines()], sum(ours, []))


@unittest.skipUnless(hasattr(lysep, "evaluate"), "the package was built without the component check")
class Checking(unittest.TestCase):
    def setUp(self):
        self.X, self.y = points()
        self.network = lysep.train(self.X, self.y, sweeps=20).network

    def test_evaluations_are_intervals(self):
        e = lysep.evaluate(self.network, bits=200)
        self.assertIn(e.CE.lo, e.CE)
        self.assertNotIn(e.CE.lower - 1e-9, e.CE)
        self.assertLess(e.CE.upper - e.CE.lower, 1e-14)
        self.assertLessEqual(e.CE.upper, e.b5.lower)
        self.assertEqual((len(e.omega), len(e["lambda"])), (2, 3))
        with self.assertRaises(AttributeError):
            e.nothing
        at = lysep.evaluate(self.network, self.X, self.y)
        self.assertAlmostEqual(float(at.CE), float(e.CE), 12)
        with self.assertRaises(lysep.Error):
            lysep.evaluate(self.network, self.X, self.y + 7)

    def test_predictions_are_enclosed(self):
        p = lysep.enclose(self.network, self.X[:50])
        computed = self.network.predict_proba(self.X[:50])
        self.assertEqual((p.lower.shape, p.certain.dtype, len(p.probabilities)), ((50, 3), bool, 150))
        self.assertTrue((p.lower <= computed * (1 + 1e-12)).all() and (computed * (1 - 1e-12) <= p.upper).all())
        self.assertTrue((p.upper - p.lower < 1e-14).all() and p.certain.all())
        np.testing.assert_array_equal(p.labels, self.network.predict(self.X[:50]))
        with self.assertRaises(lysep.Error):
            lysep.enclose(self.network, self.X[:, :1])

    def test_trajectories_are_certified(self):
        states = [self.network]
        for _ in range(3):
            states.append(lysep.train(states[-1], sweeps=1).network)
        certificate = lysep.certify(states)
        self.assertTrue(certificate)
        self.assertEqual([s.verdict for s in certificate.states], [""] + ["decrease"] * 3)
        self.assertFalse(lysep.certify(states[::-1]))

    def test_claims_are_decided_and_ctrl_c_ends_it(self):
        outcome = lysep.check(claim="lemma-2.1", instances=100)
        self.assertEqual((outcome.verdict, outcome.as_expected), ("proved", True))
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with self.assertRaises(KeyboardInterrupt):
            lysep.check(claim="theorem-3.4", instances=10**8)


if __name__ == "__main__":
    unittest.main()
