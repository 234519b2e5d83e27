"""Compile requirements.txt, and those of tests, benchmarks and docs, from pyproject.toml.

    python3 scripts/lock.py [--upgrade]

Without ``--upgrade`` what is pinned stays pinned. Needs the network; uses uv from .venv.
"""

import os
import subprocess
import sys

import environment

HEADER = "# Compiled from pyproject.toml by: python3 scripts/lock.py\n"


def compile_pins(name, sources):
    """Write one requirements file: the pins that uv finds for all systems and Pythons."""
    command = [environment.executable("uv"), "pip", "compile", "--quiet", "--universal", "--no-header"]
    command += [
        "--no-annotate",
        "--python-version",
        "3.11",
        "--fork-strategy",
        "fewest",
        "--output-file",
        name,
    ]
    subprocess.run(command + sources + sys.argv[1:], cwd=environment.ROOT, check=True)


def frame(name, ending):
    """Put the header before the pins and an ending behind them."""
    path = os.path.join(environment.ROOT, name)
    with open(path, encoding="utf-8") as stream:
        pins = stream.read()
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(HEADER + pins + ending)


if __name__ == "__main__":
    if not os.path.exists(environment.executable("uv")):
        # Else the pins of before are not installed first: pip would look long for a way to fit in what is new.
        environment.ensure(environment.RUN_REQUIREMENTS, environment.TEST_REQUIREMENTS)
    compile_pins(environment.RUN_REQUIREMENTS, ["pyproject.toml", "--all-extras"])
    compile_pins(environment.TEST_REQUIREMENTS, ["--group", "test", "--constraint", environment.RUN_REQUIREMENTS])
    constraints = ["--constraint", environment.RUN_REQUIREMENTS, "--constraint", environment.TEST_REQUIREMENTS]
    compile_pins(environment.PEERS, ["--group", "peers", *constraints])
    compile_pins(environment.DOCS, ["--group", "docs", *constraints])
    frame(environment.RUN_REQUIREMENTS, "-e .\n")
    frame(environment.TEST_REQUIREMENTS, "")
    frame(environment.PEERS, "")
    frame(environment.DOCS, "")
