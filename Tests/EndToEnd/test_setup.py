"""The setup scripts on a machine where something is missing: they say what, and what to do."""

import os
import pathlib

import pytest
from processes import run

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def machine(tmp_path):
    """A machine whose commands are made up: gives a function that runs a script of ours on it."""
    folder = tmp_path / "commands"
    folder.mkdir()

    def script(name, *arguments, commands=(), hidden=()):
        for command, text in dict(commands).items():
            (folder / command).write_text(f"#!/bin/sh\n{text}\n")
            (folder / command).chmod(0o755)
        # A shell function cannot hide a command from `command -v`; a path without it can.
        for source in ["/usr/bin", "/bin"]:
            for file in pathlib.Path(source).iterdir():
                if file.name not in hidden and not (folder / file.name).exists():
                    (folder / file.name).symlink_to(file)
        environment = os.environ | {"PATH": str(folder)}
        return run("/bin/bash", ROOT / "scripts" / name, *arguments, env=environment)

    return script


def test_missing_swift_is_said(machine):
    result = machine("check-swift", hidden=["swift"])
    assert result.returncode == 1
    assert "error: there is no swift here; Swift 6.2 or later is needed" in result.stderr
    assert "https://www.swift.org/install" in result.stderr


@pytest.mark.parametrize(("version", "status"), [("5.10.1", 1), ("6.1", 1), ("6.2", 0), ("6.10", 0)])
def test_old_swift_is_refused(machine, version, status):
    said = f"Swift version {version} (swift-{version}-RELEASE)"
    result = machine("check-swift", commands={"swift": f"echo '{said}'"})
    assert result.returncode == status
    if status:
        assert f"this is Swift {version}; 6.2 or later is needed" in result.stderr


MISSING = {"dpkg-query": "exit 1"}


def test_missing_libraries_without_root_are_named(machine):
    commands = MISSING | {"id": "echo 1000", "sudo": "exit 1"}
    result = machine("install-libraries", commands=commands)
    assert result.returncode == 1
    assert "not root, and these packages are missing: libzmq3-dev" in result.stderr
    assert "sudo apt-get update && sudo apt-get install -y libzmq3-dev" in result.stderr


def test_missing_network_is_suspected(machine):
    commands = MISSING | {
        "id": "echo 0",
        "apt-get": "echo 'E: Temporary failure resolving deb.debian.org'; exit 100",
    }
    result = machine("install-libraries", commands=commands)
    assert result.returncode == 1
    assert "Temporary failure resolving" in result.stderr
    assert "is there a network?" in result.stderr


def test_libraries_are_pinned_where_the_release_has_them(machine, tmp_path):
    calls = tmp_path / "calls"
    commands = MISSING | {"id": "echo 0", "apt-get": f'echo "$@" >> {calls}'}
    assert machine("install-libraries", commands=commands).returncode == 0
    update, install = calls.read_text().splitlines()
    assert update == "update"
    assert "libzmq3-dev=4.3.4*" in install and "libsleef-dev=3.5.1*" in install


def test_another_release_gets_its_own_versions(machine, tmp_path):
    calls = tmp_path / "calls"
    refuse_pins = f'echo "$@" >> {calls}; case "$*" in *=*) exit 100;; esac'
    commands = MISSING | {"id": "echo 0", "apt-get": refuse_pins}
    assert machine("install-libraries", commands=commands).returncode == 0
    assert calls.read_text().splitlines()[-1].endswith("libopenblas-dev libsleef-dev zlib1g-dev")


def test_nothing_is_installed_twice(machine):
    commands = {"dpkg-query": "echo installed", "apt-get": "exit 1"}
    result = machine("install-libraries", commands=commands)
    assert (result.returncode, result.stdout) == (0, "")


def test_missing_python_is_said(machine):
    result = machine("install-python", "nowhere", hidden=["python3"])
    assert result.returncode == 1
    assert "there is no python3 here; Python 3.11 or later is needed" in result.stderr


def test_old_python_is_refused(machine):
    result = machine("install-python", "nowhere", commands={"python3": "echo 3.9.2"})
    assert result.returncode == 1
    assert "this is Python 3.9.2; 3.11 or later is needed" in result.stderr


def test_every_requirement_is_pinned():
    for file in [*ROOT.glob("scripts/requirements*.txt"), ROOT / "Benchmarks/requirements.txt"]:
        lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
        assert lines and all("==" in line for line in lines), file
