"""A kernel process and the barest client: sockets and signatures, no client library in the way."""

import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import uuid

import zmq


class RawKernel:
    """Starts a kernel from its command and speaks to it; a context manager that ends it."""

    def __init__(self, command, environment=None):
        self.key = uuid.uuid4().hex.encode()
        self.session = uuid.uuid4().hex
        self.context = zmq.Context()
        self.folder = tempfile.TemporaryDirectory()
        ports = _free_ports(5)
        names = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"]
        connection = dict(zip(names, ports)) | {
            "transport": "tcp",
            "ip": "127.0.0.1",
            "key": self.key.decode(),
            "signature_scheme": "hmac-sha256",
        }
        file = os.path.join(self.folder.name, "connection.json")
        with open(file, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            json.dump(connection, out)
        self.shell = self._connect(zmq.DEALER, connection["shell_port"])
        self.control = self._connect(zmq.DEALER, connection["control_port"])
        self.iopub = self._connect(zmq.SUB, connection["iopub_port"])
        self.iopub.subscribe(b"")
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [part.replace("{connection_file}", file) for part in command],
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _connect(self, kind, port):
        made = self.context.socket(kind)
        # A kernel that binds after we connect would otherwise be met up to 100 ms late.
        made.setsockopt(zmq.RECONNECT_IVL, 1)
        made.setsockopt(zmq.LINGER, 0)
        made.connect(f"tcp://127.0.0.1:{port}")
        return made

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.context.destroy(linger=0)
        self.folder.cleanup()

    def send(self, kind, content, channel=None):
        """Sends a request and gives its id."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "session": self.session,
            "username": "benchmark",
            "date": "2026-01-01T00:00:00.000000Z",
            "msg_type": kind,
            "version": "5.4",
        }
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        digest = hmac.new(self.key, b"".join(parts), hashlib.sha256).hexdigest().encode()
        (channel or self.shell).send_multipart([b"<IDS|MSG>", digest, *parts])
        return header["msg_id"]

    def receive(self, channel, seconds=60):
        """The next message of a socket: its header's type, its parent's id and its content."""
        if not channel.poll(int(seconds * 1000)):
            raise TimeoutError(f"no message within {seconds} s")
        frames = channel.recv_multipart()
        start = frames.index(b"<IDS|MSG>")
        header, parent, _, content = (json.loads(frame) for frame in frames[start + 2 : start + 6])
        return header["msg_type"], parent.get("msg_id"), content

    def reply(self, request, channel=None, seconds=60):
        """The reply to a request, others dropped."""
        while True:
            _, parent, content = self.receive(channel or self.shell, seconds)
            if parent == request:
                return content

    def until_idle(self, request, seconds=60):
        """What a request publishes, up to its idle."""
        published = []
        while True:
            kind, parent, content = self.receive(self.iopub, seconds)
            if parent != request:
                continue
            if kind == "status" and content["execution_state"] == "idle":
                return published
            published.append((kind, content))

    def start_execution(self, code):
        """Sends a cell and gives the request's id."""
        return self.send(
            "execute_request",
            {
                "code": code,
                "silent": False,
                "store_history": True,
                "user_expressions": {},
                "allow_stdin": False,
                "stop_on_error": False,
            },
        )

    def execute(self, code, seconds=600):
        """Runs a cell to reply and idle; gives seconds and the text it printed.

        A cell that fails is an error here.
        """
        begin = time.perf_counter()
        request = self.start_execution(code)
        reply = self.reply(request, seconds=seconds)
        published = self.until_idle(request, seconds)
        elapsed = time.perf_counter() - begin
        if reply["status"] != "ok":
            raise RuntimeError(f"{reply.get('ename')}: {reply.get('evalue')}\nin: {code}")
        return elapsed, "".join(c["text"] for kind, c in published if kind == "stream")

    def until_ready(self):
        """Seconds from the start of the process to the reply to the first request."""
        self.reply(self.send("kernel_info_request", {}))
        elapsed = time.perf_counter() - self.started
        # Until the subscription has reached the kernel, what it publishes is lost.
        for _ in range(200):
            request = self.send("kernel_info_request", {})
            self.reply(request)
            try:
                self.until_idle(request, 0.05)
                return elapsed
            except TimeoutError:
                continue
        raise TimeoutError("the kernel publishes nothing")

    def resident_memory(self):
        """Bytes of memory the process holds."""
        with open(f"/proc/{self.process.pid}/status") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def interrupt(self, by_message):
        """Interrupts what runs, as the kernel's specification asks for."""
        if by_message:
            self.send("interrupt_request", {}, self.control)
        else:
            self.process.send_signal(signal.SIGINT)


def _free_ports(count):
    made = [socket.socket() for _ in range(count)]
    for each in made:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in made]
    for each in made:
        each.close()
    return ports
