"""Files that are there whole or not at all."""

import os
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt


def write_atomically(path: Path, content: bytes | npt.NDArray[np.int64]) -> None:
    """Write beside the target, then put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            np.save(file, content)
    Path(name).replace(path)
