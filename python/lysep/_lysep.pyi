from typing import Any, Callable, Optional, Sequence

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intc]

__version__: str

class Error(ValueError): ...

class Layer:
    @property
    def kind(self) -> str: ...
    @property
    def W(self) -> Reals: ...
    @property
    def b(self) -> Reals: ...
    @property
    def r(self) -> Optional[Reals]: ...

class Network:
    def __init__(
        self,
        weights: Sequence[npt.ArrayLike],
        biases: Sequence[npt.ArrayLike],
        activation: str,
        X: npt.ArrayLike,
        labels: npt.ArrayLike,
        classes: Sequence[str] = ...,
        residuals: Sequence[npt.ArrayLike] = ...,
    ) -> None: ...
    @staticmethod
    def load(path: str) -> Network: ...
    def save(self, path: str) -> None: ...
    def predict(self, X: npt.ArrayLike, threads: int = ...) -> Integers: ...
    def predict_proba(self, X: npt.ArrayLike, threads: int = ...) -> Reals: ...
    def at_samples(self, X: npt.ArrayLike, labels: npt.ArrayLike) -> Network: ...
    @property
    def inputs(self) -> int: ...
    @property
    def depth(self) -> int: ...
    @property
    def samples(self) -> int: ...
    @property
    def activation(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def classes(self) -> tuple[str, ...]: ...
    @property
    def layers(self) -> tuple[Layer, ...]: ...
    @property
    def X(self) -> Reals: ...
    @property
    def labels(self) -> Integers: ...

class SweepProgress:
    sweep: int
    batch: int
    objective: float
    L_S: float
    bound: float
    CE: float
    accuracy: float
    seconds: float

class Trained:
    network: Network
    status: str
    last_line: str
    warnings: list[str]
    sweeps: int
    objective: float
    seconds: float
    CE: float
    accuracy: float
    batch_CE: float
    batch_accuracy: float
    test_accuracy: Optional[float]

class Interval:
    lo: str
    hi: str
    lower: float
    upper: float
    def __contains__(self, number: Any) -> bool: ...
    def __float__(self) -> float: ...

class Evaluation:
    bits: int
    samples: int
    correct: int
    undecided: int
    def __getattr__(self, name: str) -> Any: ...
    def __getitem__(self, name: str) -> Any: ...

class EnclosedPredictions:
    @property
    def labels(self) -> Integers: ...
    @property
    def certain(self) -> npt.NDArray[np.bool_]: ...
    @property
    def lower(self) -> Reals: ...
    @property
    def upper(self) -> Reals: ...
    probabilities: list[Interval]

class CertifiedState:
    S: Interval
    CE: Interval
    bound: Interval
    bound_holds: Optional[bool]
    change: Interval
    verdict: str

class Certificate:
    states: list[CertifiedState]
    certified: bool
    def __bool__(self) -> bool: ...

class Claim:
    id: str
    source: str
    statement: str
    expected: bool

class ClaimOutcome:
    claim: Claim
    verdict: str
    as_expected: bool
    proved: int
    equal: int
    refuted: int
    inconclusive: int
    worst_ratio: float
    mutants: int
    mutants_killed: int

def train_on(
    X: npt.ArrayLike,
    labels: npt.ArrayLike,
    classes: Sequence[str],
    options: Sequence[tuple[str, str]],
    callback: Optional[Callable[[SweepProgress], Optional[bool]]],
) -> Trained: ...
def train_from(
    start: Network,
    options: Sequence[tuple[str, str]],
    callback: Optional[Callable[[SweepProgress], Optional[bool]]],
) -> Trained: ...
def train_options() -> dict[str, str]: ...
def evaluate(network: Network, bits: int, threads: int) -> Evaluation: ...
def enclose(network: Network, X: npt.ArrayLike, bits: int, threads: int) -> EnclosedPredictions: ...
def certify(states: Sequence[Network], bits: int, threads: int) -> Certificate: ...
def claims() -> list[Claim]: ...
def check(claim: str, instances: int, bits: int, seed: int, threads: int) -> ClaimOutcome: ...
