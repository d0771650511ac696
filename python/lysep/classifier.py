"""A classifier in scikit-learn's conventions."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from . import _lysep


class LayerSeparationClassifier(ClassifierMixin, BaseEstimator):
    """Trains by layer separation, or another method of ``lysep train``.

    Parameters
    ----------
    method, depth, width, activation, sweeps : as of ``lysep train``
    standardise : mean 0 and deviation 1 of every input over the samples given to fit
    options : other options of ``lysep train`` by name, for example {"weight-decay": 1e-3}
    threads : changes the time, never the result
    callback : called after every sweep with a ``lysep.SweepProgress``; returns True to end the run
    random_state : int, RandomState or None; an int is the seed of ``lysep train``

    Attributes
    ----------
    classes_ : (J,)
    n_features_in_ : d
    network_ : the trained ``lysep.Network``
    trained_ : figures of the run, by name
    """

    def __init__(
        self,
        method: str = "joint",
        depth: int = 3,
        width: int = 10,
        activation: str = "tanh",
        sweeps: int = 200,
        standardise: bool = True,
        options: Optional[Mapping[str, Any]] = None,
        threads: int = 1,
        callback: Optional[Callable[..., Optional[bool]]] = None,
        random_state: Any = 0,
    ):
        self.method = method
        self.depth = depth
        self.width = width
        self.activation = activation
        self.sweeps = sweeps
        self.standardise = standardise
        self.options = options
        self.threads = threads
        self.callback = callback
        self.random_state = random_state

    def _seed(self) -> int:
        if isinstance(self.random_state, (int, np.integer)):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(2**31 - 1))

    def fit(self, X: Any, y: Any) -> "LayerSeparationClassifier":
        """X: (N, d); y: (N,) labels of at least two classes."""
        from . import _text

        X, y = self._validate_data(X, y, dtype=np.float64, order="C")
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"fit requires labels of at least 2 classes, but got {len(self.classes_)} class")
        values = {name: getattr(self, name) for name in ("method", "depth", "width", "activation", "sweeps", "threads")}
        values.update(seed=self._seed(), standardise=self.standardise, **(self.options or {}))
        texts = [(name.replace("_", "-"), _text(value)) for name, value in values.items()]
        names = [str(name) for name in self.classes_.tolist()]
        trained = _lysep.train_on(X, labels.astype(np.intc), names, texts, self.callback)
        self.network_ = trained.network
        self.trained_ = {name: getattr(trained, name) for name in ("status", "sweeps", "CE", "accuracy", "seconds")}
        return self

    def predict_proba(self, X: Any) -> np.ndarray:
        """Probabilities (n, J) of rows X (n, d)."""
        check_is_fitted(self)
        X = self._validate_data(X, dtype=np.float64, order="C", reset=False)
        return self.network_.predict_proba(X, self.threads)

    def predict(self, X: Any) -> np.ndarray:
        """Labels (n,) of rows X (n, d)."""
        check_is_fitted(self)
        X = self._validate_data(X, dtype=np.float64, order="C", reset=False)
        return self.classes_[self.network_.predict(X, self.threads)]
