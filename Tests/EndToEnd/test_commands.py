"""The command line from outside: exit statuses and what is said."""

import json
import os
import stat

import pytest
from processes import run

COMMANDS = ["run", "install", "uninstall", "doctor", "kernel"]


def test_version_is_one_line(adjoint):
    result = run(adjoint, "--version")
    assert result.returncode == 0
    assert len(result.stdout.split()) == 1


def test_help_names_every_command(adjoint):
    result = run(adjoint, "--help")
    assert result.returncode == 0
    assert all(f"\n  {command} " in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(adjoint, command):
    result = run(adjoint, command, "--help")
    assert result.returncode == 0
    assert f"USAGE: adjoint {command}" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["run"],
        ["run", "--nonsense", "a.adj"],
        ["kernel"],
        ["install", "--user", "--sys-prefix"],
        ["install", "--prefix", ""],
        ["install", "--name", "two words"],
        ["doctor", "extra"],
    ],
)
def test_arguments_that_do_not_fit_are_a_usage_error(adjoint, arguments):
    result = run(adjoint, *arguments)
    assert result.returncode == 64
    assert "Error:" in result.stderr and "Usage:" in result.stderr


def kernel_file(prefix, name="adjoint"):
    return prefix / "share" / "jupyter" / "kernels" / name / "kernel.json"


def test_install_writes_a_specification_that_starts_this_binary(adjoint, tmp_path):
    assert run(adjoint, "install", "--prefix", tmp_path).returncode == 0
    specification = json.loads(kernel_file(tmp_path).read_text())
    assert os.path.samefile(specification["argv"][0], adjoint)
    assert specification["argv"][1:] == ["kernel", "--connection-file", "{connection_file}"]
    assert specification["interrupt_mode"] == "message"
    assert specification["kernel_protocol_version"] == "5.5"
    logos = {file.name for file in kernel_file(tmp_path).parent.iterdir()}
    assert {"logo-32x32.png", "logo-64x64.png", "logo-svg.svg"} < logos


def test_install_serves_environment_user_and_name(adjoint, tmp_path):
    environment = os.environ | {"VIRTUAL_ENV": str(tmp_path / "venv"), "HOME": str(tmp_path)}
    environment["JUPYTER_DATA_DIR"] = str(tmp_path / "data")
    assert run(adjoint, "install", "--sys-prefix", env=environment).returncode == 0
    assert kernel_file(tmp_path / "venv").exists()
    assert run(adjoint, "install", "--user", "--name", "Mine", env=environment).returncode == 0
    file = tmp_path / "data" / "kernels" / "mine" / "kernel.json"
    assert json.loads(file.read_text())["display_name"] == "Adjoint (mine)"


def test_uninstall_removes_it_and_says_when_there_is_nothing(adjoint, tmp_path):
    run(adjoint, "install", "--prefix", tmp_path)
    assert run(adjoint, "uninstall", "--prefix", tmp_path).returncode == 0
    assert not kernel_file(tmp_path).parent.exists()
    again = run(adjoint, "uninstall", "--prefix", tmp_path)
    assert again.returncode == 66
    assert "there is no kernel" in again.stderr


def test_kernel_of_another_language_is_left_alone(adjoint, tmp_path):
    file = kernel_file(tmp_path, "python3")
    file.parent.mkdir(parents=True)
    file.write_text('{"argv": ["python3"], "language": "python", "display_name": "Python"}')
    for command in ("install", "uninstall"):
        result = run(adjoint, command, "--prefix", tmp_path, "--name", "python3")
        assert result.returncode == 1
        assert "a kernel for python" in result.stderr
    assert "python3" in file.read_text()


def test_install_says_where_it_may_not_write(adjoint, tmp_path):
    (tmp_path / "share").write_text("a file where a folder should be")
    result = run(adjoint, "install", "--prefix", tmp_path)
    assert result.returncode == 1
    assert "cannot write" in result.stderr


def doctor(adjoint, prefix, **more):
    environment = os.environ | {"VIRTUAL_ENV": str(prefix), "JUPYTER_PATH": ""} | more
    return run(adjoint, "doctor", env=environment)


def test_doctor_finds_an_installed_kernel_and_starts_it(adjoint, tmp_path):
    run(adjoint, "install", "--prefix", tmp_path)
    # Jupyter looks beside its own Python, so this one is told where.
    result = doctor(adjoint, tmp_path, JUPYTER_PATH=str(tmp_path / "share" / "jupyter"))
    assert result.returncode == 0, result.stdout
    assert "✓ it starts" in result.stdout
    assert "sees it as adjoint" in result.stdout


def test_doctor_says_that_nothing_is_installed(adjoint, tmp_path):
    result = doctor(adjoint, tmp_path, PATH="/nowhere", JUPYTER_DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "no kernelspec is installed: run `adjoint install`" in result.stdout


def test_doctor_says_that_the_binary_is_gone(adjoint, tmp_path):
    run(adjoint, "install", "--prefix", tmp_path)
    file = kernel_file(tmp_path)
    file.write_text(file.read_text().replace(str(os.path.realpath(adjoint)), "/nowhere/adjoint"))
    result = doctor(adjoint, tmp_path)
    assert result.returncode == 1
    assert "/nowhere/adjoint, which is not there" in result.stdout


def test_doctor_says_that_the_binary_does_not_start(adjoint, tmp_path):
    run(adjoint, "install", "--prefix", tmp_path)
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    file = kernel_file(tmp_path)
    file.write_text(file.read_text().replace(str(os.path.realpath(adjoint)), str(broken)))
    result = doctor(adjoint, tmp_path)
    assert result.returncode == 1
    assert "✗" in result.stdout and "fails" in result.stdout


def test_kernel_without_its_connection_file_says_so(adjoint, tmp_path):
    result = run(adjoint, "kernel", "--connection-file", tmp_path / "missing.json")
    assert result.returncode == 66
    assert "missing.json" in result.stderr
