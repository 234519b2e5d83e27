"""Run all tests: set up .venv with what they need, then pytest.

Arguments are those of pytest.
"""

import os
import sys

import environment

if __name__ == "__main__":
    environment.ensure(environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS)
    os.chdir(environment.ROOT)
    environment.hand_over([environment.executable("python"), "-m", "pytest"] + sys.argv[1:])
