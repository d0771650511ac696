"""A network made by another program, here by hand: its loss as a rigorous interval, and a trajectory certified."""

import numpy as np

import lysep

rng = np.random.default_rng(1)
X = rng.uniform(-1, 1, (40, 2))
y = (X[:, 0] * X[:, 1] > 0).astype(int)
weights = [rng.normal(size=(6, 2)), rng.normal(size=(6, 6)), rng.normal(size=(2, 6))]
biases = [np.zeros(6), np.zeros(6)]
start = lysep.Network(weights, biases, "tanh", X, y)

evaluation = lysep.evaluate(start, bits=128)
print("CE in", evaluation.CE)
print("bound", float(evaluation.b5), "is above it:", evaluation.CE.upper <= evaluation.b5.lower)

states = [start]
for _ in range(4):
    states.append(lysep.train(states[-1], sweeps=1).network)
certificate = lysep.certify(states)
for state in certificate.states:
    print(state.verdict or "start", float(state.S))
assert certificate.certified
