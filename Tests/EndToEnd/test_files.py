"""Files of numbers, exchanged with NumPy, the safetensors library and ONNX Runtime."""

import json
import subprocess
import time

import numpy
import onnxruntime
import pytest
import safetensors.numpy
from processes import run, wait_for


@pytest.fixture
def execute(adjoint, tmp_path):
    """Runs a program in the folder of the test and gives what it printed."""

    def execute(text):
        (tmp_path / "program.adj").write_text(text)
        result = run(adjoint, "run", "program.adj", cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return execute


ARRAYS = {
    "matrix": numpy.array([[0.1, -2.5e300], [numpy.inf, 5e-324]]),
    "single": numpy.array([0.1, 2], dtype="f4"),
    "half": numpy.array([0.5, 65504, -0.0], dtype="f2"),
    "fortran": numpy.asfortranarray(numpy.arange(6.0).reshape(2, 3)),
    "big": numpy.arange(3, dtype=">i4"),
    "long": numpy.array([-(2**53), 7], dtype="i8"),
    "byte": numpy.array([0, 255], dtype="u1"),
    "flags": numpy.array([True, False]),
    "number": numpy.float64(3.5),
    "empty": numpy.zeros((0, 4)),
    "cube": numpy.arange(24.0).reshape(2, 3, 4),
}


def plain(array):
    """An array with zeros in place of infinities."""
    return numpy.where(numpy.isfinite(array), array, 0)


@pytest.mark.parametrize("name", ARRAYS)
def test_array_of_numpy_is_read(execute, tmp_path, name):
    numpy.save(tmp_path / "a.npy", ARRAYS[name])
    shown = execute('x = load("a.npy"); print(json(x.shape)); print(json(where(isfinite(x), x, 0)))')
    shape, values = map(json.loads, shown.splitlines())
    assert shape == list(ARRAYS[name].shape)
    # Of float32 the shortest text is written that tells it from its neighbours.
    values = numpy.array(values, ARRAYS[name].dtype).reshape(shape)
    assert numpy.array_equal(values, plain(ARRAYS[name]))


@pytest.mark.parametrize("save", [numpy.savez, numpy.savez_compressed])
def test_archive_of_numpy_is_read(execute, tmp_path, save):
    save(tmp_path / "a.npz", **ARRAYS)
    shown = execute('r = load("a.npz"); print(json([sum(r.cube), r.number])); print(size(r))')
    assert shown.splitlines() == ["[276, 3.5]", str(len(ARRAYS))]


SAVED = "{layer: {W: [[1, 2.5], [-3, 1e-300]], b: float32([0.1, 2])}, flags: [true, false], n: 7}"


def expect_saved(arrays):
    assert set(arrays) == {"layer.W", "layer.b", "flags", "n"}
    assert numpy.array_equal(arrays["layer.W"], [[1, 2.5], [-3, 1e-300]])
    assert arrays["layer.W"].dtype == "f8"
    assert numpy.array_equal(arrays["layer.b"], numpy.array([0.1, 2], dtype="f4"))
    assert arrays["flags"].dtype == bool and arrays["flags"].tolist() == [True, False]
    assert arrays["n"].shape == () and arrays["n"] == 7


def test_numpy_reads_what_was_saved(execute, tmp_path):
    execute(f'save("a.npz", {SAVED}); save("a.npy", [[1, 2, 3]]); save("e.npy", zeros(0, 2))')
    with numpy.load(tmp_path / "a.npz") as arrays:
        expect_saved({name: arrays[name] for name in arrays})
    assert numpy.load(tmp_path / "a.npy").tolist() == [[1, 2, 3]]
    assert numpy.load(tmp_path / "e.npy").shape == (0, 2)


def test_safetensors_reads_what_was_saved(execute, tmp_path):
    execute(f'save("a.safetensors", {SAVED}, metadata={{author: "me"}})')
    expect_saved(safetensors.numpy.load_file(tmp_path / "a.safetensors"))
    with safetensors.safe_open(tmp_path / "a.safetensors", "numpy") as file:
        assert file.metadata() == {"author": "me"}


def test_file_of_safetensors_is_read(execute, tmp_path):
    arrays = {
        "net.0.weight": numpy.arange(6, dtype="f4").reshape(2, 3),
        "net.1.weight": numpy.array([2**53, -1], dtype="i8"),
        "half": numpy.array([0.5], dtype="f2"),
    }
    safetensors.numpy.save_file(arrays, tmp_path / "a.safetensors", metadata={"k": "v"})
    shown = execute(
        '(r, m) = load("a.safetensors", metadata=true)\n'
        "print(json(r.net[0].weight)); print(json(r.net[1].weight)); print(json(r.half)); m"
    )
    assert shown.splitlines() == [
        "[[0, 1, 2], [3, 4, 5]]",
        "[9007199254740992, -1]",
        "[0.5]",
        '{k: "v"}',
    ]


def test_table_is_read_by_numpy_and_back(execute, tmp_path):
    execute('save("t.csv", {x: [1, 0.1], y: [nan, -2e10]})')
    table = numpy.genfromtxt(tmp_path / "t.csv", delimiter=",", names=True)
    assert table["x"].tolist() == [1, 0.1] and numpy.isnan(table["y"][0])
    numpy.savetxt(tmp_path / "u.csv", [[1, 2], [3, 4]], delimiter=",", header="a,b", comments="")
    assert execute('print(load_csv("u.csv"))') == "{a: [1, 3], b: [2, 4]}\n"


def test_file_that_cannot_be_written_leaves_the_old_one(execute, tmp_path, adjoint):
    execute('save("a.npy", [1, 2])')
    (tmp_path / "program.adj").write_text('save("missing/a.npy", [3])\n')
    result = run(adjoint, "run", "program.adj", cwd=tmp_path)
    assert result.returncode == 1
    assert "FileError: cannot write missing/a.npy: no such file or directory" in result.stderr
    assert numpy.load(tmp_path / "a.npy").tolist() == [1, 2]
    assert {path.name for path in tmp_path.iterdir()} == {"a.npy", "program.adj"}


@pytest.mark.parametrize("delay", [0.02, 0.11, 0.2])
def test_killed_while_saving_leaves_a_whole_file_and_nothing_else(execute, tmp_path, adjoint, delay):
    execute('save("a.npy", zeros(1000, 1000))')
    (tmp_path / "program.adj").write_text(
        'x = zeros(1000, 1000)\nsave("begun.npy", [1])\nwhile true { x = x + 1; save("a.npy", x) }\n'
    )
    process = subprocess.Popen([adjoint, "run", "program.adj"], cwd=tmp_path)
    wait_for(process, tmp_path / "begun.npy")
    # Not to wait for something: the moment at which it is killed.
    time.sleep(delay)
    process.kill()
    process.wait()
    x = numpy.load(tmp_path / "a.npy")
    assert x.shape == (1000, 1000) and (x == x[0, 0]).all()
    assert {path.name for path in tmp_path.iterdir()} == {"a.npy", "begun.npy", "program.adj"}


ACTIVATIONS = (
    "relu tanh sigmoid leaky_relu elu selu gelu silu softplus softsign hardtanh softmax "
    "log_softmax identity"
).split()

MODELS = {
    **{name: (f"sequential(dense(4, 6, activation={name}), {name}, dense(6, 2))", "5, 4") for name in ACTIVATIONS},
    "images": (
        "sequential(conv2d_layer(1, 4, 3, padding=1, activation=relu), batch_norm(4), "
        "max_pool2d_layer(2), conv2d_layer(4, 6, (3, 2), stride=(1, 2)), avg_pool2d_layer(2), "
        "flatten_layer(), dropout(0.5), dense(6, 3))",
        "3, 1, 8, 8",
    ),
    "norms": (
        "sequential(dense(4, 6), batch_norm(6), relu, layer_norm(6), "
        "residual(sequential(dense(6, 6, activation=silu), dense(6, 6))))",
        "5, 4",
    ),
    "rnn": ("rnn(3, 5)", "2, 7, 3"),
    **{
        f"rnn of {name}": (f"rnn(3, 5, activation={name}, last=true)", "2, 7, 3")
        for name in ["relu", "leaky_relu", "elu", "identity"]
    },
    "functions": (
        "sequential(dense(4, 6), sigmoid, log1p, asin, acos, erf, expm1, square, atan, sinh, cosh, log2, asinh, tanh, atanh, tan, "
        "exp, log10, round)",
        "5, 4",
    ),
    "gru": ("sequential(gru(3, 5), gru(5, 2, last=true, bias=false))", "2, 7, 3"),
    "lstm": ("sequential(lstm(3, 5), lstm(5, 4, last=true), dense(4, 2))", "2, 7, 3"),
    "attention": (
        "sequential(attention(6, 2), residual(attention(6, 3, causal=true, bias=false)))",
        "2, 7, 6",
    ),
    "embedding": ("sequential(embedding(10, 4), lstm(4, 5, last=true))", "2, 3"),
    "shared": ("{ d = dense(4, 4, dtype=\"float32\"); sequential(d, d) }", "5, 4"),
}


@pytest.mark.parametrize("name", MODELS)
def test_onnx_runtime_computes_what_the_model_does(execute, tmp_path, name):
    model, shape = MODELS[name]
    inputs = f"randint(0, 10, size=({shape}))" if name == "embedding" else f"randn({shape})"
    execute(
        f"model = {model}\nx = {inputs}\n"
        "model(x, training=true);\n"
        f'export_onnx(model, "m.onnx", ({shape}))\n'
        'save("m.npz", {x: x, y: value(model(x))})'
    )
    with numpy.load(tmp_path / "m.npz") as file:
        x, y = file["x"], file["y"]
    session = onnxruntime.InferenceSession(tmp_path / "m.onnx")
    result, = session.run(["output"], {"input": x.astype("f4")})
    assert numpy.abs(result - y).max() < 1e-5
    one, = session.run(["output"], {"input": x[:1].astype("f4")})
    assert numpy.abs(one - y[:1]).max() < 1e-5
