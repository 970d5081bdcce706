"""Jupyter's own conformance suite: every sample is given, so that nothing is skipped."""

import json
import os

import jupyter_kernel_test
import pytest

NAME = "adjoint-under-test"


@pytest.fixture(scope="module", autouse=True)
def kernelspec(adjoint):
    """Installs a kernelspec that starts the binary under test."""
    folder = os.path.join(os.environ["JUPYTER_DATA_DIR"], "kernels", NAME)
    os.makedirs(folder, exist_ok=True)
    argv = [adjoint, "kernel", "--connection-file", "{connection_file}"]
    specification = {"argv": argv, "display_name": NAME, "language": "adjoint"}
    with open(os.path.join(folder, "kernel.json"), "w") as file:
        json.dump(specification | {"interrupt_mode": "message"}, file)


class TestKernel(jupyter_kernel_test.KernelTests):
    kernel_name = NAME
    language_name = "adjoint"
    file_extension = ".adj"
    code_hello_world = 'print("hello, world")'
    code_stderr = "y = 0 / 0"
    completion_samples = [
        {"text": "softpl", "matches": {"softplus"}},
        {"text": "rel", "matches": {"relu"}},
    ]
    complete_code_samples = ["1", 'print("hello, world")', "f(x) = x^2", "", "if true { 1 }"]
    incomplete_code_samples = ["f(x) = {", 'print("a",', "1 +", "for i in 0..<3 {"]
    invalid_code_samples = ["1 2", "f(x) = )", "x = = 2"]
    code_page_something = "?sin"
    code_generate_error = "undefined_name"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "f(x) = x^2; f'(3)", "result": "6"},
        {"code": "[1, 2.5]", "result": "[1, 2.5]"},
    ]
    code_display_data = [{"code": "show(1)", "mime": "text/plain"}]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "tanh"
    code_clear_output = "%clear"


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = NAME
    support_iopub_welcome = True
