"""Make .venv and keep it in step with the requirements files.

Called as a script it prints where the command themeline is, once all is installed. Needs the standard library
only. Its syntax stays that of very old Pythons, so that one of them can still read the file and say that it is
too old.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
RUN_REQUIREMENTS = "requirements.txt"
TEST_REQUIREMENTS = os.path.join("tests", "requirements.txt")
PEERS = os.path.join("scripts", "peers-requirements.txt")
DOCS = os.path.join("docs", "requirements.txt")
# Installs in a fourth of pip's time; the version that tests/requirements.txt pins.
UV = "uv==0.13.9"


def say(line):
    """Tell the person at the terminal, in one line, what is being done."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def stop(reason):
    """End with one clear line and exit status 2."""
    say("error: " + reason)
    sys.exit(2)


def executable(name):
    """Path of a command inside .venv."""
    if os.name == "nt":
        return os.path.join(VENV, "Scripts", name + ".exe")
    return os.path.join(VENV, "bin", name)


def ensure(*requirement_files, **needs):
    """Make .venv if it is not there, and install each requirements file that is not yet installed.

    A stamp of the interpreter, and one of each requirements file, are written after a step has ended
    well; what carries no stamp is done again, from an empty .venv if an installation broke off, or if
    the command that is called afterwards (``command``) is not there or does not answer. Of two calls
    at once the second waits.
    """
    if sys.version_info < OLDEST:
        stop(
            "Themeline needs Python %d.%d or newer, this is %d.%d: call the script with a newer one, "
            "for example python3.12" % (OLDEST + tuple(sys.version_info[:2]))
        )
    with _alone():
        _ensure(requirement_files, needs.get("command", "python"))


def _ensure(requirement_files, command):
    interpreter = _digest(sys.version, os.path.realpath(sys.base_prefix), ROOT)
    broken_off = os.path.exists(_stamp("unfinished"))
    told = _read(_stamp("interpreter"))
    if broken_off or told != interpreter or not (_answers("python") and _answers(command)):
        if told == interpreter and not broken_off:
            say("what is in .venv is not whole, so it is made anew")
        _make_venv()
        _write(_stamp("interpreter"), interpreter)
    for name in requirement_files:
        wanted = _digest(*[_read(os.path.join(ROOT, path)) for path in (name, "pyproject.toml")])
        if _read(_stamp(name)) != wanted:
            _install(name)
            _write(_stamp(name), wanted)


@contextlib.contextmanager
def _alone():
    """Hold a file beside .venv while it is made; the system gives it back however this process ends."""
    with open(VENV + ".lock", "w") as lock:
        try:
            import fcntl
        except ImportError:  # on Windows two set-ups at once are left to their caller
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("waiting for another set-up of .venv to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _answers(name):
    """Whether a command of .venv is there, and what it is started by too."""
    path = executable(name)
    if not os.path.exists(path):
        return False
    with open(path, "rb") as stream:
        first = stream.readline(4096)
    return not first.startswith(b"#!/") or os.path.exists(first[2:].decode("utf-8", "replace").split()[0])


def hand_over(command):
    """Run a command in place of this process, or below it where a process cannot be replaced."""
    if not os.path.exists(command[0]):
        name = os.path.splitext(os.path.basename(command[0]))[0]
        stop(".venv has no command %s: %s does not install it" % (name, RUN_REQUIREMENTS))
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def _make_venv():
    import importlib.util  # not at the top: the oldest Pythons have none

    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        stop(
            "this Python cannot make virtual environments: install its venv module "
            "(Debian, Ubuntu: apt install python%d.%d-venv) and call again" % tuple(sys.version_info[:2])
        )
    say("making .venv with Python %d.%d.%d" % tuple(sys.version_info[:3]))
    if os.path.lexists(VENV):
        shutil.rmtree(VENV)
    log = VENV + ".log"
    if _logged([sys.executable, "-m", "venv", VENV], log) != 0:
        stop(".venv could not be made: see %s" % log)
    os.remove(log)


def _install(name):
    pinned = sum("==" in line for line in _read(os.path.join(ROOT, name)).splitlines())
    say("installing %s into .venv (%d packages, a minute or two)" % (name, pinned))
    _write(_stamp("unfinished"), name)
    log = os.path.join(VENV, "install.log")
    pip = [executable("python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    path = os.path.join(ROOT, name)
    # What uv cannot install, for example from an index that only pip has been told of, pip may.
    by_uv = [executable("uv"), "pip", "install", "--python", executable("python"), "-r", path]
    # Python compiles what is imported, a quarter of what is installed at most, and keeps it. Where it is told to keep
    # nothing, all is compiled here; else every command would compile it anew.
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        by_uv.append("--compile-bytecode")
    if pinned and _logged(pip + [UV], log) == 0 and _logged(by_uv, log) == 0:
        os.remove(_stamp("unfinished"))
        return
    if _logged(pip + ["-r", path], log) != 0:
        words = _read(log)
        offline = ("NewConnectionError", "ConnectTimeout", "NameResolutionError", "ProxyError", "none)")
        if any(word in words for word in offline):
            stop("the package index cannot be reached: connect to the network and call again (%s)" % log)
        stop("pip could not install %s: its words are in %s" % (name, log))
    os.remove(_stamp("unfinished"))


def _logged(command, log):
    with open(log, "w") as stream:
        return subprocess.call(command, stdout=stream, stderr=subprocess.STDOUT, cwd=ROOT)


def _stamp(name):
    return os.path.join(VENV, "stamp-" + name.replace(os.sep, "-"))


def _digest(*parts):
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def _read(path):
    with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as stream:
        return stream.read()
    return ""


def _write(path, words):
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(words)


if __name__ == "__main__":
    ensure(RUN_REQUIREMENTS, command="themeline")
    # A shell that calls it takes the line as it is; Windows would end it with one letter more.
    sys.stdout.reconfigure(newline="\n")
    print(executable("themeline"))
