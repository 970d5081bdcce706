"""Running commands to their end, as a shell would."""

import subprocess
import time


def run(*command, **options):
    """Runs a command and gives its status and its two outputs as text; nothing may take a minute."""
    options = {"stdin": subprocess.DEVNULL} | options if "input" not in options else options
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, **options
    )


def endless(mark):
    """Code that writes a file and then runs until it is interrupted."""
    return f'save("{mark}", [1])\nwhile true {{ }}'


def wait_for(process, *marks):
    """Waits until a process has written all of the files."""
    while not all(mark.exists() for mark in marks):
        assert process.poll() is None, "the process ended before it wrote its files"
        time.sleep(0.001)
