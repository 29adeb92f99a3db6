"""Processes of a home that begin at once: Django is set up in a mother process, and each of them is forked from it.

They are real processes with nothing in common but what was loaded: killed, they lose all they had in memory.
`python -m … nursery <module>` is the mother; her children run the `main()` of the module with the words they are given.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, Self

_STEP_SECONDS = 0.01


class Child:
    """A process as `subprocess.Popen` shows it; `output` is what it has printed."""

    def __init__(self, nursery: "Nursery", pid: int, printed: Path) -> None:
        self.nursery, self.pid, self._printed = nursery, pid, printed
        self.returncode: int | None = None

    @property
    def output(self) -> str:
        return self._printed.read_text(encoding="utf-8")

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.nursery.ask({"poll": self.pid})
        return self.returncode

    def wait(self, timeout: float = 120) -> int:
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise AssertionError(f"process {self.pid} did not end in {timeout} seconds: {self.output}")
            time.sleep(_STEP_SECONDS)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The mother of the processes of one home, whose settings stand in `env`."""

    def __init__(self, module: str, env: dict[str, str]) -> None:
        self.home = Path(env["STEWARD_HOME"])
        self.children: list[Child] = []
        self._turn = threading.Lock()
        self._mother = subprocess.Popen(
            [sys.executable, "-m", __name__, module], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, question: dict[str, Any]) -> Any:
        assert self._mother.stdin is not None
        assert self._mother.stdout is not None
        with self._turn:
            print(json.dumps(question), file=self._mother.stdin, flush=True)
            return json.loads(self._mother.stdout.readline())

    def start(self, *words: str) -> Child:
        printed = self.home / f"printed-{len(self.children)}"
        child = Child(self, self.ask({"start": words, "printed": str(printed)}), printed)
        self.children.append(child)
        return child

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        """End all that still live."""
        for child in self.children:
            child.kill()
            child.wait(20)
        self._mother.communicate(timeout=20)


def _live(module: Any, words: list[str], printed: str) -> None:
    """What a child does between its birth and its end."""
    code = 1
    try:
        file = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = [module.__name__, *words]
        module.main()
        code = 0
    except SystemExit as asked:
        code = asked.code if isinstance(asked.code, int) else int(asked.code is not None)
    except BaseException:  # noqa: BLE001  (whatever it was: it is said, and the process ends)
        traceback.print_exc()
    finally:
        with contextlib.suppress(ValueError):
            sys.stdout.flush()
        os._exit(code)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    import django

    django.setup()
    module = import_module(sys.argv[1])
    ended: dict[int, int] = {}  # two threads may ask for the same child, and the system tells its end only once
    for line in sys.stdin:
        question = json.loads(line)
        if "poll" in question:
            if question["poll"] not in ended:
                pid, status = os.waitpid(question["poll"], os.WNOHANG)
                if pid:
                    ended[pid] = os.waitstatus_to_exitcode(status)
            answer = ended.get(question["poll"])
        else:
            answer = os.fork()
            if not answer:
                _live(module, question["start"], question["printed"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
