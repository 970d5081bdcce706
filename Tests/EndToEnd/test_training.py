"""Training as front ends see it: one output that is updated in place, and interrupts at any moment."""

import random
import signal
import time

import nbclient
import nbformat
import pytest
from frontend import Frontend
from jupyter_client import KernelManager

SETUP = "m = dense(1, 1); x = rand(64, 1)"


def printed(messages):
    return "".join(m.content["text"] for m in messages if m.type == "stream")


def test_notebook_keeps_only_the_last_frame():
    kernel = {"name": "adjoint", "display_name": "Adjoint", "language": "adjoint"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    code = SETUP + "\nh = train(m, (x, 2x), epochs=300, batch=16);"
    notebook.cells = [nbformat.v4.new_code_cell(code)]
    nbclient.NotebookClient(notebook, timeout=60).execute()
    nbformat.validate(notebook)
    [output] = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    text = output.data["text/plain"]
    assert text.startswith("300 of 300 epochs")
    assert " left" not in text and "/s" not in text


def test_frames_share_an_id_and_come_at_most_ten_times_a_second(adjoint, tmp_path):
    front = Frontend(adjoint, tmp_path).welcome()
    try:
        begin = time.perf_counter()
        reply, messages = front.run(SETUP + "; h = train(m, (x, 2x), epochs=2000, batch=16);")
        seconds = time.perf_counter() - begin
        assert reply["status"] == "ok"
        frames = [m for m in messages if m.type in ("display_data", "update_display_data")]
        assert frames[0].type == "display_data"
        assert all(m.type == "update_display_data" for m in frames[1:])
        assert len({m.content["transient"]["display_id"] for m in frames}) == 1
        assert len(frames) <= 10 * seconds + 3
    finally:
        front.close()


def test_interrupt_keeps_the_model_and_the_history(adjoint, tmp_path):
    front = Frontend(adjoint, tmp_path).welcome()
    try:
        front.run(SETUP)
        identifier = front.execute("h = train(m, (x, 2x), epochs=100000000)")
        front.published(identifier, until=("update_display_data",))
        front.send("interrupt_request", on=front.control)
        messages = front.published(identifier)
        assert front.receive().content["ename"] == "Interrupted"
        frames = [m for m in messages if m.type == "update_display_data"]
        assert "interrupted" in frames[-1].content["data"]["text/plain"]
        _, messages = front.run('print(h.ending, size(h.batch_loss) > 0, isfinite(m.b[0]))')
        assert "interrupted true true" in printed(messages)
    finally:
        front.close()


RANDOM_SETUP = """seed(3); X = rand(64, 3); Y = rand(64, 1)
base = sequential(dense(3, 16, activation=tanh), batch_norm(16), dense(16, 1))"""
SAME = """m2 = copy(base); seed(9)
g = train(m2, (X, Y), optimizer={optimizer}, epochs={steps}, batch=none, show=false)
same(a, b) = all(a.W == b.W) and all(a.b == b.b)
print(all(g.batch_loss == h.batch_loss), same(m.layer1, m2.layer1), same(m.layer3, m2.layer3),
      all(m.layer2.running_var == m2.layer2.running_var))"""


@pytest.mark.parametrize("optimizer", ["adam(0.01)", "momentum(warmup(0.01, 50))"])
def test_interrupts_at_any_moment_leave_a_whole_step(adjoint, tmp_path, optimizer):
    """What is left is what a run of exactly so many steps gives, to the last bit."""
    moments = random.Random(1)
    front = Frontend(adjoint, tmp_path).welcome()
    try:
        front.run(RANDOM_SETUP)
        for _ in range(8):
            front.run("m = copy(base); h = none; seed(9)")
            code = f"h = train(m, (X, Y), optimizer={optimizer}, epochs=10000000, batch=none)"
            identifier = front.execute(code)
            front.published(identifier, until=("execute_input",))
            time.sleep(moments.choice([0, moments.uniform(0, 0.01), moments.uniform(0, 0.1)]))
            front.send("interrupt_request", on=front.control)
            front.published(identifier)
            assert front.receive().content["ename"] == "Interrupted"
            _, messages = front.run("print(if h == none { 0 } else { size(h.batch_loss) })")
            if steps := int(printed(messages)):
                _, messages = front.run(SAME.format(optimizer=optimizer, steps=steps))
                assert printed(messages) == "true true true true\n"
            else:
                _, messages = front.run("print(all(m.layer1.W == base.layer1.W))")
                assert printed(messages) == "true\n"
    finally:
        front.close()


@pytest.mark.parametrize("now", [True, False])
def test_kernel_restarts_in_the_middle_of_a_training(now):
    manager = KernelManager(kernel_name="adjoint")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=30)
        client.execute(SETUP + "; h = train(m, (x, 2x), epochs=100000000)")
        while client.get_iopub_msg(timeout=30)["msg_type"] != "update_display_data":
            pass
        client.execute("1 + 1")
        manager.restart_kernel(now=now)
        client.wait_for_ready(timeout=30)
        reply = client.execute("m", reply=True, timeout=30)["content"]
        assert reply["ename"] == "NameError"
        reply = client.execute(SETUP + "; train(m, (x, 2x), epochs=2);", reply=True, timeout=30)
        assert reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_killed_kernel_restarts_and_stays():
    """The client first asks the dead kernel to end, and the socket hands that to the new one."""
    manager = KernelManager(kernel_name="adjoint")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=30)
        for _ in range(4):
            client.execute(SETUP + "; h = train(m, (x, 2x), epochs=100000000)")
            while client.get_iopub_msg(timeout=30)["msg_type"] != "update_display_data":
                pass
            manager.signal_kernel(signal.SIGKILL)
            manager.restart_kernel()
            client.wait_for_ready(timeout=30)
            reply = client.execute("1 + 1", reply=True, timeout=30)["content"]
            assert reply["status"] == "ok"
            assert manager.is_alive()
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("end", ["kill", "terminate", "shutdown"])
def test_training_ends_with_its_process(adjoint, tmp_path, end):
    front = Frontend(adjoint, tmp_path).welcome()
    try:
        identifier = front.execute(SETUP + "; h = train(m, (x, 2x), epochs=100000000)")
        front.published(identifier, until=("update_display_data",))
        if end == "shutdown":
            front.send("shutdown_request", {"restart": False}, on=front.control)
        else:
            getattr(front.process, end)()
        front.process.wait(timeout=10)
    finally:
        front.close()


def test_cells_behind_a_training_that_fails_are_not_run(adjoint, tmp_path):
    front = Frontend(adjoint, tmp_path).welcome()
    try:
        front.run(SETUP)
        failing = front.execute("train(m, (x / 0, x))")
        behind = front.execute("y = 1")
        front.published(failing)
        assert front.receive().content["ename"] == "NumericError"
        front.published(behind)
        assert front.receive().content["status"] == "aborted"
        reply, _ = front.run("y")
        assert reply["ename"] == "NameError"
    finally:
        front.close()
