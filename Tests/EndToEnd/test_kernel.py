"""What the protocol demands beyond the conformance suite, over bare sockets."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import zmq

from frontend import DELIMITER, Frontend

ENDLESS = "while true { 0 }"


@pytest.fixture
def frontend(adjoint, tmp_path):
    frontend = Frontend(adjoint, tmp_path)
    yield frontend
    frontend.close()


def types(messages):
    return [message.type for message in messages]


def wait_for_end(process, seconds=2):
    begin = time.perf_counter()
    process.wait(timeout=seconds)
    return time.perf_counter() - begin


# Order and parents


def test_everything_is_published_before_the_reply_and_idle(frontend):
    identifier = frontend.welcome().execute('print("a"); show(2); 1 + 1')
    assert frontend.receive().content["status"] == "ok"
    # The reply is there, so all that the cell published must have been sent: nothing else runs.
    messages = frontend.published(identifier)
    expected = "status execute_input stream display_data execute_result status"
    assert " ".join(types(messages)) == expected
    assert messages[0].content == {"execution_state": "busy"}
    assert {message.header["session"] for message in messages} == {messages[0].header["session"]}


def test_every_subscriber_is_welcomed(frontend):
    first = frontend.receive(frontend.iopub)
    assert first.type == "iopub_welcome" and first.content == {"subscription": ""}
    assert first.parent == {}
    second = frontend.connect(zmq.SUB, "iopub")
    assert frontend.receive(second).type == "iopub_welcome"


def test_a_kernel_serves_ipc_too(adjoint, tmp_path):
    frontend = Frontend(adjoint, tmp_path, transport="ipc")
    reply, _ = frontend.welcome().run("1 + 1")
    assert reply["status"] == "ok"
    frontend.close()


def test_heartbeat_and_control_answer_while_a_cell_runs(frontend):
    identifier = frontend.welcome().execute(ENDLESS)
    frontend.published(identifier, until=("execute_input",))
    frontend.heartbeat.send(b"\x00ping")
    assert frontend.heartbeat.recv() == b"\x00ping"
    frontend.send("kernel_info_request", on=frontend.control)
    info = frontend.receive(frontend.control)
    assert info.content["protocol_version"] == info.header["version"] == "5.5"


# Failure and interruption


def test_queued_cells_are_aborted_and_later_ones_run(frontend):
    identifiers = [frontend.welcome().execute("nonsense")]
    identifiers += [frontend.execute(f"x = {n}") for n in range(5)]
    replies = [frontend.receive() for _ in identifiers]
    assert [reply.content["status"] for reply in replies] == ["error"] + ["aborted"] * 5
    for identifier in identifiers[1:]:
        assert types(frontend.published(identifier)) == ["status", "status"]
    assert frontend.run("1")[0]["status"] == "ok"


def test_cells_behind_a_failure_run_without_stop_on_error(frontend):
    frontend.welcome().execute("nonsense", stop_on_error=False)
    frontend.execute("1")
    assert [frontend.receive().content["status"] for _ in range(2)] == ["error", "ok"]


@pytest.mark.parametrize("by_signal", [False, True])
def test_an_endless_loop_is_interrupted_and_values_stay(frontend, by_signal):
    frontend.welcome().run("kept = 42")
    for _ in range(5):
        identifier = frontend.execute(ENDLESS)
        frontend.published(identifier, until=("execute_input",))
        begin = time.perf_counter()
        if by_signal:
            frontend.process.send_signal(signal.SIGINT)
        else:
            frontend.send("interrupt_request", on=frontend.control)
        reply = frontend.receive().content
        assert time.perf_counter() - begin < 0.1
        assert (reply["status"], reply["ename"]) == ("error", "Interrupted")
    _, messages = frontend.run("kept")
    assert messages[-2].content["data"]["text/plain"] == "42"


def test_an_idle_kernel_ignores_interrupts(frontend):
    frontend.welcome().run("1")
    for _ in range(3):
        frontend.process.send_signal(signal.SIGINT)
        frontend.send("interrupt_request", on=frontend.control)
        assert frontend.receive(frontend.control).content == {"status": "ok"}
    assert frontend.run("1")[0]["status"] == "ok"


# The end


@pytest.mark.parametrize("is_busy", [False, True])
def test_shutdown_is_answered_and_quick(frontend, is_busy):
    if is_busy:
        identifier = frontend.welcome().execute(ENDLESS)
        frontend.published(identifier, until=("execute_input",))
    shutdown = frontend.send("shutdown_request", {"restart": True}, on=frontend.control)
    assert frontend.receive(frontend.control).content == {"status": "ok", "restart": True}
    assert wait_for_end(frontend.process) < 0.15
    assert frontend.process.returncode == 0
    assert types(frontend.published(shutdown)) == ["status", "shutdown_reply", "status"]


def test_sigterm_ends_a_running_cell(frontend):
    identifier = frontend.welcome().execute(ENDLESS)
    frontend.published(identifier, until=("execute_input",))
    frontend.process.terminate()
    assert wait_for_end(frontend.process) < 0.15


def test_the_kernel_goes_with_its_parent(adjoint, tmp_path):
    """The parent starts the kernel, says its id, and is killed in a way that it cannot notice."""
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen(sys.argv[1:])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    frontend = Frontend(
        adjoint,
        tmp_path,
        command=[sys.executable, "-c", script, adjoint, "kernel", "--connection-file"]
        + [str(tmp_path / "connection.json")],
    )
    frontend.welcome().run("1")
    frontend.process.send_signal(signal.SIGKILL)
    frontend.process.wait()
    begin = time.perf_counter()
    with pytest.raises(zmq.Again):
        while time.perf_counter() - begin < 5:
            frontend.heartbeat.rcvtimeo = 200
            frontend.heartbeat.send(b"?")
            frontend.heartbeat.recv()
    assert time.perf_counter() - begin < 1.3
    frontend.close()


# What front ends and strangers send


def test_bad_messages_cost_a_line_each(frontend):
    _, good = frontend.welcome().frames("execute_request", {"code": "1"})
    _, unknown = frontend.frames("no_such_request", {})
    _, wrong = frontend.frames("execute_request", {"code": 5})
    bad = {
        "short": [DELIMITER, b"", b"{}"],
        "no delimiter": [b"?"],
        "unsigned": [DELIMITER, b"", *good[2:]],
        "not UTF-8": [DELIMITER, b"\xff\xfe", b"\xff", b"\xff", b"\xff", b"\xff"],
        "ten thousand frames": [b"x"] * 10_000,
        "unknown type": unknown,
        "wrong types": wrong,
    }
    before = len(frontend.logged())
    for frames in bad.values():
        frontend.shell.send_multipart(frames)
    assert frontend.run("1")[0]["status"] == "ok"
    lines = frontend.logged()[before:]
    assert len(lines) == len(bad), lines
    assert not any(good[1].decode() in line for line in lines)


def test_a_replayed_request_is_dropped(frontend):
    _, frames = frontend.welcome().frames("execute_request", {"code": "1"})
    frontend.shell.send_multipart(frames)
    assert frontend.receive().content["execution_count"] == 1
    frontend.shell.send_multipart(frames)
    assert frontend.run("1")[0]["execution_count"] == 2


def test_an_address_in_use_is_one_line_and_status_one(adjoint, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        file = tmp_path / "connection.json"
        file.write_text(
            '{"transport": "tcp", "ip": "127.0.0.1", "key": "", "shell_port": %d, "iopub_port": 0,'
            ' "stdin_port": 0, "control_port": 0, "hb_port": 0}' % port
        )
        os.chmod(file, 0o600)
        argv = [adjoint, "kernel", "--connection-file", str(file)]
        result = subprocess.run(argv, capture_output=True, text=True, timeout=10)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert f"cannot listen on tcp://127.0.0.1:{port}: address already in use" in result.stderr


# Much output


def test_a_hundred_thousand_lines_arrive_in_few_messages(frontend):
    _, messages = frontend.welcome().run("for i in 0..<100000 { print(i) }")
    streams = [message for message in messages if message.type == "stream"]
    text = "".join(message.content["text"] for message in streams)
    assert text.split() == [str(n) for n in range(100_000)]
    assert len(streams) <= 50


def test_slow_output_appears_while_the_cell_runs(frontend):
    identifier = frontend.welcome().execute('print("now")\n' + ENDLESS)
    messages = frontend.published(identifier, until=("stream",))
    assert messages[-1].content == {"name": "stdout", "text": "now\n"}


# Input


def test_input_comes_from_the_requester(frontend):
    identifier = frontend.welcome().execute('name = input("who? ")', allow_stdin=True)
    question = frontend.receive(frontend.stdin)
    assert question.content == {"prompt": "who? ", "password": False}
    assert question.parent_id == identifier
    frontend.send("input_reply", {"value": "Ada"}, on=frontend.stdin)
    assert frontend.receive().content["status"] == "ok"
    assert '"Ada"' in str(frontend.run("name")[1])


def test_input_is_refused_where_nobody_can_be_asked(frontend):
    reply, _ = frontend.welcome().run('input("who? ")', allow_stdin=False)
    assert reply["status"] == "error"
    assert "cannot ask" in reply["evalue"]


def test_waiting_for_input_is_interrupted(frontend):
    frontend.welcome().execute('input("who? ")', allow_stdin=True)
    frontend.receive(frontend.stdin)
    frontend.send("interrupt_request", on=frontend.control)
    assert frontend.receive().content["ename"] == "Interrupted"


def test_inspection_speaks_plain_text_and_markdown(frontend):
    frontend.send("inspect_request", {"code": "∇tanh(1)", "cursor_pos": 4, "detail_level": 1})
    content = frontend.receive().content
    assert content["found"] and {"text/plain", "text/markdown"} <= set(content["data"])


def test_completion_counts_code_points_and_states_types(frontend):
    frontend.send("complete_request", {"code": "θ😀 = softpl", "cursor_pos": 11})
    content = frontend.receive().content
    assert (content["cursor_start"], content["cursor_end"]) == (5, 11)
    types = content["metadata"]["_jupyter_types_experimental"]
    assert [entry["text"] for entry in types] == content["matches"] == ["softplus"]
