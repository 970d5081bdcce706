"""What every end-to-end test stands on: the binary, and a Jupyter that sees nothing of the user's own."""

import os
import pathlib
import shutil
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def pytest_configure(config):
    """Points everything that Jupyter and IPython write outside of a test at an empty folder."""
    home = ROOT / ".build" / "end-to-end-home"
    shutil.rmtree(home, ignore_errors=True)
    for variable, folder in {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "XDG_STATE_HOME": "state",
    }.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        os.environ[variable] = str(home / folder)
    os.environ["PATH"] = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="session")
def adjoint():
    """The binary under test: the release build, or what ADJOINT names."""
    path = pathlib.Path(os.environ.get("ADJOINT", ROOT / ".build" / "release" / "adjoint"))
    assert path.exists(), f"{path} is missing: run `make build`"
    return str(path)


@pytest.fixture(scope="session")
def notebooks():
    """The folder of the project's own notebooks."""
    return ROOT / "notebooks"
