"""Writes optimizers.txt: what PyTorch (and Optax for lion) make of the same steps in float64.

Made with torch 2.15.0 and optax 0.2.8; run it again only to add a case.
The gradient is a x + x^3 / 10 - b, which needs nothing but arithmetic. Where steps are long and memories short an
optimizer ends in a limit cycle that magnifies rounding errors; no case here does.
"""

import jax
import numpy
import optax
import torch

jax.config.update("jax_enable_x64", True)
START, A, B = [1.0, -2.0, 0.5, 3.0], [1.0, 10.0, 0.1, 2.5], [0.5, 1.0, -0.2, 0.0]
STEPS, EVERY = 300, 30


def torch_path(make, schedule=None):
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([x])
    scheduler = schedule and schedule(optimizer)
    rows = []
    for step in range(1, STEPS + 1):
        value = x.detach()
        x.grad = torch.tensor(A, dtype=torch.float64) * value + value**3 / 10
        x.grad -= torch.tensor(B, dtype=torch.float64)
        optimizer.step()
        if scheduler:
            scheduler.step()
        if step % EVERY == 0 or step == 1:
            rows.append((step, x.detach().numpy().copy()))
    return rows


def optax_path(optimizer):
    x = numpy.array(START)
    state = optimizer.init(x)
    rows = []
    for step in range(1, STEPS + 1):
        gradient = numpy.array(A) * x + x**3 / 10 - numpy.array(B)
        change, state = optimizer.update(gradient, state, x)
        x = numpy.array(optax.apply_updates(x, change))
        if step % EVERY == 0 or step == 1:
            rows.append((step, x.copy()))
    return rows


O = torch.optim
L = torch.optim.lr_scheduler
CASES = {
    "gradient_descent lr=0.05": torch_path(lambda p: O.SGD(p, lr=0.05)),
    "gradient_descent lr=0.05 weight_decay=0.1": torch_path(
        lambda p: O.SGD(p, lr=0.05, weight_decay=0.1)
    ),
    "momentum lr=0.01": torch_path(lambda p: O.SGD(p, lr=0.01, momentum=0.9)),
    "momentum lr=0.01 beta=0.8 dampening=0.3 weight_decay=0.05": torch_path(
        lambda p: O.SGD(p, lr=0.01, momentum=0.8, dampening=0.3, weight_decay=0.05)
    ),
    "nesterov lr=0.01": torch_path(lambda p: O.SGD(p, lr=0.01, momentum=0.9, nesterov=True)),
    "nesterov lr=0.02 beta=0.7 weight_decay=0.1": torch_path(
        lambda p: O.SGD(p, lr=0.02, momentum=0.7, nesterov=True, weight_decay=0.1)
    ),
    "adagrad": torch_path(lambda p: O.Adagrad(p)),
    "adagrad lr=0.3 lr_decay=0.01 weight_decay=0.1 initial_accumulator_value=0.5 eps=1e-06": torch_path(
        lambda p: O.Adagrad(
            p, lr=0.3, lr_decay=0.01, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-6
        )
    ),
    "rmsprop": torch_path(lambda p: O.RMSprop(p)),
    "rmsprop lr=0.002 alpha=0.9 eps=0.1 weight_decay=0.1 momentum=0.5 centered=1": torch_path(
        lambda p: O.RMSprop(
            p, lr=0.002, alpha=0.9, eps=0.1, weight_decay=0.1, momentum=0.5, centered=True
        )
    ),
    "rmsprop lr=0.02 momentum=0.9": torch_path(lambda p: O.RMSprop(p, lr=0.02, momentum=0.9)),
    "adam": torch_path(lambda p: O.Adam(p)),
    "adam lr=0.1": torch_path(lambda p: O.Adam(p, lr=0.1)),
    "adam lr=0.02 beta1=0.8 beta2=0.99 eps=0.0001 weight_decay=0.1": torch_path(
        lambda p: O.Adam(p, lr=0.02, betas=(0.8, 0.99), eps=1e-4, weight_decay=0.1)
    ),
    "adam lr=0.1 amsgrad=1": torch_path(lambda p: O.Adam(p, lr=0.1, amsgrad=True)),
    "adamw": torch_path(lambda p: O.AdamW(p)),
    "adamw lr=0.1 beta1=0.7 weight_decay=0.2 amsgrad=1": torch_path(
        lambda p: O.AdamW(p, lr=0.1, betas=(0.7, 0.999), weight_decay=0.2, amsgrad=True)
    ),
    "lion lr=0.01": optax_path(optax.lion(0.01)),
    "lion lr=0.01 beta1=0.95 beta2=0.98 weight_decay=0.1": optax_path(
        optax.lion(0.01, b1=0.95, b2=0.98, weight_decay=0.1)
    ),
    "adam schedule=step_decay start=0.1 factor=0.5 every=40": torch_path(
        lambda p: O.Adam(p, lr=0.1), lambda o: L.StepLR(o, 40, 0.5)
    ),
    "adam schedule=cosine start=0.1 steps=300": torch_path(
        lambda p: O.Adam(p, lr=0.1), lambda o: L.CosineAnnealingLR(o, 300)
    ),
}

with open("optimizers.txt", "w") as file:
    for name, rows in CASES.items():
        print(name, file=file)
        for step, x in rows:
            print(" ", step, *(repr(float(v)) for v in x), file=file)
