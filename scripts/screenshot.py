"""Runs a notebook in JupyterLab in a headless browser and takes its picture.

    screenshot.py NOTEBOOK PICTURE [--top PIXELS] [--height PIXELS] [--dark]

The exit status is 1 where the notebook does not open, does not run to its end, or a cell fails.
"""

import argparse
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright

WIDTH = 1300
# All cells stand in the page, not only those in view; and no questions are asked.
LAB_SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_lab(folder, port):
    """A JupyterLab that shows a folder and keeps what it writes in it."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--IdentityProvider.token=", "--expose-app-in-browser"]
    home = folder / ".home"
    for name, values in LAB_SETTINGS.items():
        file = home / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    settings = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    settings["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    settings["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    settings["IPYTHONDIR"] = str(home / "ipython")
    return subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(url, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(url).read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def run_notebook(page, url, is_dark):
    """Opens a notebook in a browser's page and runs all of its cells."""
    page.goto(url)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function("window.jupyterapp !== undefined")
    theme = "JupyterLab Dark" if is_dark else "JupyterLab Light"
    page.evaluate(
        """async theme => {
             const app = window.jupyterapp;
             await app.restored;
             await app.commands.execute('apputils:change-theme', {theme});
             const panel = app.shell.currentWidget;
             await panel.context.ready;
             await panel.sessionContext.ready;
             await app.commands.execute('notebook:run-all-cells');
           }""",
        theme,
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
                   .every(prompt => /^\\[\\d+\\]:$/.test(prompt.textContent))""",
        timeout=60_000,
    )
    return page.locator("[data-mime-type='application/vnd.jupyter.error']").count()


def show_from_top(page, top):
    """Scrolls to a place, with nothing selected, so that two pictures are alike."""
    page.add_style_tag(content=".jp-cell-toolbar, .jp-cell-button { display: none !important }")
    page.evaluate(
        """top => {
             document.activeElement?.blur();
             for (const cell of document.querySelectorAll('.jp-Cell'))
               cell.classList.remove('jp-mod-active', 'jp-mod-selected');
             document.querySelector('.jp-WindowedPanel-outer').scrollTop = top;
           }""",
        top,
    )
    page.wait_for_timeout(500)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("picture", type=pathlib.Path)
    parser.add_argument("--top", type=int, default=0)
    parser.add_argument("--height", type=int, default=935)
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = pathlib.Path(name)
        shutil.copy(options.notebook, folder)
        port = free_port()
        lab = start_lab(folder, port)
        try:
            wait_for(f"http://127.0.0.1:{port}/api")
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            size = {"width": WIDTH, "height": options.height}
            page = browser.new_page(viewport=size, device_scale_factor=1.5)
            url = f"http://127.0.0.1:{port}/doc/tree/{options.notebook.name}"
            failures = run_notebook(page, url, options.dark)
            show_from_top(page, options.top)
            page.locator(".jp-NotebookPanel").screenshot(path=options.picture)
            browser.close()
        finally:
            lab.terminate()
            lab.wait()
    print(f"{options.picture}: {failures} cells failed" if failures else options.picture)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
