"""Two spirals: train, watch the loss, predict."""

import numpy as np

import lysep

t = np.linspace(0.5, 2.5 * np.pi, 150)
arm = np.column_stack([t * np.cos(t), t * np.sin(t)]) / 8
X = np.concatenate([arm, -arm])
y = np.repeat(["one", "other"], len(t))


def watch(progress):
    if progress.sweep % 25 == 0:
        print(f"sweep {progress.sweep}: CE {progress.CE:.3e}, {progress.accuracy:.1f} % right")
    return progress.CE < 1e-6  # far enough


trained = lysep.train(X, y, method="joint", depth=4, width=12, sweeps=400, seed=1, callback=watch)
print(trained)
network = trained.network
print("classes", network.classes, "first row:", network.predict_proba(X[:1]))
print("right:", np.mean(np.array(network.classes)[network.predict(X)] == y))
