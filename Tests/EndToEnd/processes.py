"""Running commands to their end, as a shell would."""

import subprocess


def run(*command, **options):
    """Runs a command and gives its status and its two outputs as text; nothing may take a minute."""
    options = {"stdin": subprocess.DEVNULL} | options if "input" not in options else options
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, **options
    )
