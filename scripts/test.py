"""Run all tests: set up .venv with what they need, then pytest.

Arguments are those of pytest.
"""

import os
import sys

import environment

if __name__ == "__main__":
    # Tests call hundreds of commands, which would each compile their modules anew; and to compile in advance all that
    # is installed takes longer than to compile what is used of it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.ensure(environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS)
    os.chdir(environment.ROOT)
    environment.hand_over([environment.executable("python"), "-m", "pytest"] + sys.argv[1:])
