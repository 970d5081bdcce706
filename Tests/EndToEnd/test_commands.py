"""The command line from outside: exit statuses and what is said."""

import subprocess


def run(*command, **options):
    """Runs a command to its end and gives its status and its two outputs as text."""
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


def test_version_is_one_line(adjoint):
    result = run(adjoint, "--version")
    assert result.returncode == 0
    assert len(result.stdout.split()) == 1
