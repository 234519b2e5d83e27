"""A call that is asked to end: it tidies up, as after an interrupt from the keyboard."""

import signal


class Terminated(BaseException):
    """The process was asked to end: not an error, as an interrupt from the keyboard is not one."""


def terminate(number: int, frame: object) -> None:
    """End this call; a handler of SIGTERM."""
    # Once is enough: a second signal is not to break off the tidying up.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated
