"""What the README shows is what a person gets."""

import pathlib
import re

from processes import run

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


def blocks(language):
    """The fenced blocks that name a language, or none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL)
    return [text for name, text in found if name == language]


def test_tour_runs(adjoint, tmp_path):
    (tour,) = blocks("")
    program = tmp_path / "tour.adj"
    program.write_text(tour)
    result = run(adjoint, "run", program)
    assert result.returncode == 0, result.stderr


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text())
    assert "docs/notebook.png" in links
    assert [link for link in links if not (README.parent / link).exists()] == []
