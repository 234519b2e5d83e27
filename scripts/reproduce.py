"""Make all figures again, changed or not: set up .venv, run the notebooks, write figures/.

Arguments are those of ``themeline run``.
"""

import sys

import environment

if __name__ == "__main__":
    environment.ensure(environment.RUN_REQUIREMENTS, command="themeline")
    environment.hand_over([environment.executable("themeline"), "run", "--force"] + sys.argv[1:])
