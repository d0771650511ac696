"""lysep: layer separation training for cross-entropy networks, with the same bits as the program.

    >>> trained = lysep.train(X, y, method="joint", depth=3, width=10)
    >>> trained.network.predict_proba(X_new)
    >>> lysep.evaluate(trained.network, bits=128).CE      # a rigorous interval

Shapes: N samples of d inputs are rows, X (N, d); J classes; D layers. Arrays of doubles in C order are read where they
lie; arrays of a network are views that cannot be written to. Training lets other threads run; Ctrl-C ends it after the
sweep under way.
"""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional, Sequence, Union

import numpy as _np

from . import _lysep
from ._lysep import Error, Layer, Network, SweepProgress, Trained, __version__

__all__ = ["Error", "Layer", "Network", "SweepProgress", "Trained", "load", "options", "train"]

Callback = Callable[[SweepProgress], Optional[bool]]


def load(path: str) -> Network:
    """The network of a run's folder or of a state file."""
    return Network.load(str(path))


def options() -> Mapping[str, str]:
    """Every option of train and what it means; ``-`` is written ``_`` as a keyword."""
    return _lysep.train_options()


def _text(value: Any) -> str:
    """An option's value as the command line has it."""
    if isinstance(value, (bool, _np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, _np.floating)):
        return repr(float(value))
    if isinstance(value, (list, tuple)):
        return ",".join(_text(entry) for entry in value)
    return str(value)


def _classes(y: Any) -> tuple[_np.ndarray, list[str]]:
    """Labels from 0 and the names of the classes: numbers in numeric order, texts in alphabetical order."""
    names, labels = _np.unique(_np.asarray(y), return_inverse=True)
    return labels.astype(_np.intc), [str(name) for name in names.tolist()]


def train(X: Any, y: Any = None, *, callback: Optional[Callback] = None, **options: Any) -> Trained:
    """Trains a network, to the same bits as ``lysep train`` on a table of these rows.

    X: array (N, d), or a Network to go on from, on its own samples (then without y).
    y: array (N,) of labels, whole numbers or texts.
    callback: called after every sweep with a SweepProgress; where it returns True the run ends.
    options: those of the command line, ``weight_decay=1e-3`` for ``--weight-decay 1e-3``; ``options()`` lists them.

    Raises Error with the program's line where an option or the data do not do.
    """
    texts = [(name.replace("_", "-"), _text(value)) for name, value in options.items()]
    if isinstance(X, Network):
        if y is not None:
            raise Error("train requires no y beside a network, whose samples it has, but got it")
        return _lysep.train_from(X, texts, callback)
    if y is None:
        raise Error("train requires y, a label for each row of X, but got none")
    labels, names = _classes(y)
    return _lysep.train_on(_np.asarray(X), labels, names, texts, callback)


if hasattr(_lysep, "evaluate"):
    from ._lysep import Certificate, CertifiedState, Claim, ClaimOutcome, EnclosedPredictions, Evaluation, Interval, claims

    __all__ += ["Certificate", "CertifiedState", "Claim", "ClaimOutcome", "EnclosedPredictions", "Evaluation", "Interval"]
    __all__ += ["certify", "check", "claims", "enclose", "evaluate"]

    def evaluate(network: Network, X: Any = None, y: Any = None, *, bits: int = 128, threads: int = 1) -> Evaluation:
        """Every quantity of the theory as intervals relatively narrower than 2^(-bits/2): evaluation.CE, .S, .omega, ...

        At the network's own state, or with r = 0 at rows X (n, d) and labels y (n,), which are names of its classes.
        """
        if X is not None:
            places = {name: place for place, name in enumerate(network.classes)}
            try:
                labels = [places[str(label)] for label in _np.asarray(y).tolist()]
            except KeyError as unknown:
                raise Error(f"evaluate requires labels of the network's classes, but got {unknown}") from None
            network = network.at_samples(_np.asarray(X), _np.asarray(labels, dtype=_np.intc))
        return _lysep.evaluate(network, bits, threads)

    def enclose(network: Network, X: Any, *, bits: int = 128, threads: int = 1) -> EnclosedPredictions:
        """The probabilities of rows X (n, d) as intervals, and for which samples the class is certain in real arithmetic."""
        return _lysep.enclose(network, _np.asarray(X), bits, threads)

    def certify(states: Sequence[Union[Network, str]], *, bits: int = 128, threads: int = 1) -> Certificate:
        """Whether S never increases from state to state and CE <= K(B, D) L_S at each, by rigorous arithmetic.

        states: networks, or paths of state files, of one network and data, in order, from any program.
        """
        return _lysep.certify([s if isinstance(s, Network) else load(s) for s in states], bits, threads)

    def check(claim: str, *, instances: int = 3000, bits: int = 128, seed: int = 1, threads: int = 1) -> ClaimOutcome:
        """``lysep check --claim ID``: decides a claim, by its id, and its changed statements on generated instances."""
        return _lysep.check(claim, instances, bits, seed, threads)


def __getattr__(name: str) -> Any:
    if name == "LayerSeparationClassifier":  # asks for scikit-learn
        from .classifier import LayerSeparationClassifier

        return LayerSeparationClassifier
    raise AttributeError(f"module 'lysep' has no attribute {name!r}")
