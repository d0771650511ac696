"""scikit-learn's own checks of the classifier; left out where scikit-learn is not there (exit code 77).

It may be unpacked in the folder that LYSEP_SKLEARN names (tests/python/unpack_sklearn).
"""

import os
import platform
import sys
import unittest
import warnings

aside = os.environ.pop("LYSEP_SKLEARN", "")
if os.path.isdir(aside):  # its libraries are found by a process that begins with their folder
    libraries = f"{aside}/usr/lib/{platform.machine()}-linux-gnu"
    os.environ["LD_LIBRARY_PATH"] = f"{libraries}/openblas-pthread:{libraries}"
    os.environ["PYTHONPATH"] += f":{aside}/usr/lib/python3/dist-packages"
    os.execv(sys.executable, [sys.executable, *sys.argv])

try:
    from sklearn.utils.estimator_checks import check_estimator
except ImportError as missing:
    print(f"left out: it requires scikit-learn, but got: {missing}")
    sys.exit(77)

import lysep


class Classifier(unittest.TestCase):
    def test_it_keeps_the_conventions(self):
        warnings.simplefilter("ignore")
        done = left_out = 0
        for estimator, check in check_estimator(lysep.LayerSeparationClassifier(sweeps=60), generate_only=True):
            with self.subTest(check=str(check)):
                done += 1
                try:
                    check(estimator)
                except unittest.SkipTest as reason:
                    left_out += 1
                    print("left out:", reason)
        self.assertGreaterEqual(done, 40)
        self.assertLessEqual(left_out, 2)  # what requires pandas


if __name__ == "__main__":
    unittest.main()
