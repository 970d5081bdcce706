"""A person who types into `jupyter console`."""

import re
import sys

import pexpect
import pytest

ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>78()][AB0]?)")


@pytest.fixture
def console():
    """A console with our kernel that shows its first prompt; text comes without escapes."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "jupyter_console", "--kernel", "adjoint", "--simple-prompt"],
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 120),
    )
    child.expect_exact("In [1]:")
    yield child
    child.close(force=True)


def ask(console, text, number):
    """Types a line and gives what is printed up to the next prompt."""
    console.sendline(text)
    console.expect_exact(f"In [{number + 1}]:")
    return ESCAPES.sub("", console.before)


def test_values_are_shown_and_kept(console):
    assert "x = 3" in ask(console, "x = 3", 1)
    assert "9" in ask(console, "x^2", 2)


def test_printed_text_and_errors_are_shown(console):
    assert "hello" in ask(console, 'print("hello")', 1)
    shown = ask(console, "unknown + 1", 2)
    assert "NameError" in shown and "unknown" in shown


def test_gradient_and_plot_are_readable_as_text(console):
    ask(console, "f(x) = x^2", 1)
    assert "6" in ask(console, "f'(3)", 2)
    assert "<svg" not in ask(console, "plot(f, (-1, 1))", 3)


def test_input_reaches_the_program(console):
    console.sendline('name = input("who? ")')
    # Once as the console echoes the cell, once as the program asks.
    console.expect_exact("who? ")
    console.expect_exact("who? ")
    console.sendline("Ada")
    console.expect_exact("In [2]:")
    assert "Ada" in ask(console, "print(name)", 2)


def test_progress_is_one_line_that_is_rewritten(console):
    shown = ask(console, "for i in progress(0..<3) { i }", 1)
    # Both go back to the beginning of the line: the first frame, and the one that stays.
    assert re.search(r"\r0 of 3[^\r\n]*\r3 of 3[^\r\n]*\r?\n", shown), repr(shown)
