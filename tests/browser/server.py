"""`steward run` as a person would start it: in a folder of its own, its address and link read from what it prints."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 300
STOP_SECONDS = 20
LINK = re.compile(r"https?://\S+/sign-in/\S+")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(home: Path) -> dict[str, str]:
    """What a process of the installation in this folder is told, and nothing the tests were told."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STEWARD_")}
    return kept | {"STEWARD_HOME": str(home)}


class Steward:
    """One running installation. `address` is where it is, `link` signs its owner in once."""

    def __init__(self, home: Path, settings: dict[str, str] | None = None) -> None:
        self.home = home
        self.address = f"http://127.0.0.1:{free_port()}"
        self.environment = environment_of(home) | {"STEWARD_URL": self.address} | (settings or {})
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from steward.config.cli import main; main()", "run"],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1,
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()
        self.link = self._wait_for_link()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def said(self) -> str:
        """Everything it has printed."""
        return "".join(self.lines)

    def _wait_for_link(self) -> str:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if found := LINK.search(self.said):
                return found.group()
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"Steward did not start:\n{self.said}")

    def stop(self) -> int:
        """Stop as a service manager does; the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
