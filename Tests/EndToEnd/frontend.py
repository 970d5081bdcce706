"""A front end that speaks to a kernel over bare sockets, so that nothing is hidden by a client library."""

import hashlib
import hmac
import json
import os
import subprocess
import time
from datetime import datetime, timezone

import zmq

DELIMITER = b"<IDS|MSG>"
KEY = b"0123456789abcdef"
TIMEOUT = 10_000  # milliseconds


class Message:
    """A message from the kernel, its signature checked."""

    def __init__(self, frames):
        at = frames.index(DELIMITER)
        self.identities = frames[:at]
        signed = frames[at + 2 : at + 6]
        assert frames[at + 1] == sign(signed), "the kernel's signature is wrong"
        self.header, self.parent, self.metadata, self.content = map(json.loads, signed)
        self.type = self.header["msg_type"]
        self.parent_id = self.parent.get("msg_id")

    def __repr__(self):
        return f"{self.type} {self.content}"


def sign(parts):
    return hmac.new(KEY, b"".join(parts), hashlib.sha256).hexdigest().encode()


class Frontend:
    """Starts a kernel that chooses its ports, and connects to it."""

    def __init__(self, adjoint, folder, transport="tcp", command=None):
        self.file = folder / "connection.json"
        self.log = folder / "log.txt"
        ip = "127.0.0.1" if transport == "tcp" else str(folder / "socket")
        ports = {f"{name}_port": 0 for name in ("shell", "iopub", "stdin", "control", "hb")}
        with open(os.open(self.file, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            settings = {"transport": transport, "ip": ip, "key": KEY.decode()}
            json.dump(settings | {"signature_scheme": "hmac-sha256"} | ports, file)
        self.started = time.perf_counter()
        command = command or [adjoint, "kernel", "--connection-file", str(self.file)]
        self.process = subprocess.Popen(command, stderr=open(self.log, "w"))
        self.connection = self.wait_for_ports()
        self.count = 0
        self.context = zmq.Context()
        self.iopub = self.connect(zmq.SUB, "iopub")
        self.shell = self.connect(zmq.DEALER, "shell")
        self.control = self.connect(zmq.DEALER, "control")
        self.stdin = self.connect(zmq.DEALER, "stdin")
        self.heartbeat = self.connect(zmq.REQ, "hb")

    def wait_for_ports(self):
        while True:
            connection = json.loads(self.file.read_text())
            if connection["shell_port"]:
                return connection
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.001)

    def endpoint(self, name):
        port, ip = self.connection[f"{name}_port"], self.connection["ip"]
        return f"tcp://{ip}:{port}" if self.connection["transport"] == "tcp" else f"ipc://{ip}-{port}"

    def connect(self, kind, name, identity=b"front"):
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.rcvtimeo = TIMEOUT
        socket.sndhwm = socket.rcvhwm = 0
        if kind == zmq.DEALER:
            socket.identity = identity
        if kind == zmq.SUB:
            socket.subscribe(b"")
        socket.connect(self.endpoint(name))
        return socket

    def frames(self, type, content, date=None):
        """A signed request and its id."""
        self.count += 1
        date = date or datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
        header = {"msg_id": f"m{self.count}", "msg_type": type, "session": "test"}
        header |= {"username": "test", "date": date, "version": "5.5"}
        parts = [json.dumps(header).encode(), b"{}", b"{}", json.dumps(content).encode()]
        return f"m{self.count}", [DELIMITER, sign(parts), *parts]

    def send(self, type, content=None, on=None):
        identifier, frames = self.frames(type, content or {})
        (on or self.shell).send_multipart(frames)
        return identifier

    def execute(self, code, **options):
        return self.send("execute_request", {"code": code} | options)

    def receive(self, socket=None):
        return Message((socket or self.shell).recv_multipart())

    def welcome(self):
        while self.receive(self.iopub).type != "iopub_welcome":
            pass
        return self

    def published(self, identifier, until=("idle",)):
        """What iopub says of a request, up to its idle or another state."""
        messages = []
        while True:
            message = self.receive(self.iopub)
            if message.parent_id == identifier:
                messages.append(message)
                if message.content.get("execution_state") in until or message.type in until:
                    return messages

    def run(self, code, **options):
        """Executes a cell: the content of its reply, and all that it published."""
        identifier = self.execute(code, **options)
        messages = self.published(identifier)
        return self.receive().content, messages

    def logged(self):
        return self.log.read_text().splitlines()

    def close(self):
        self.process.kill()
        self.process.wait()
        self.context.destroy(linger=0)
