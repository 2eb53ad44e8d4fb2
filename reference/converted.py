"""Runs what `anneal convert` has written, in the frameworks that it was written for.

    python converted.py FOLDER > recorded.csv

The folder has files NAME.torch.py, NAME.optax.py, NAME.keras.py, and times.txt with the times. Each row of the output is a
name, a target, a time, and for each column of the target a value. With --x64 JAX computes in double precision.
"""

import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def torch_rows(code, times):
    import torch

    weights = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
    optimizer = torch.optim.SGD([{"params": [w], "lr": 0.37} for w in weights], momentum=0.5)
    names = {"optimizer": optimizer}
    exec(code, names)
    scheduler = names["scheduler"]
    for t in range(max(times) + 1):
        if t in times:
            yield t, [group[key] for key in ("lr", "momentum") for group in optimizer.param_groups]
        optimizer.step()
        scheduler.step()


def optax_rows(code, times):
    import jax

    names = {}
    exec(code, names)
    schedule = jax.jit(names["schedule"])
    for t in times:
        yield t, [float(schedule(t))]


def keras_rows(code, times):
    import keras
    import numpy as np

    names = {}
    exec(code, names)
    schedule = names["schedule"]
    schedule = type(schedule).from_config(schedule.get_config())
    for t in times:
        yield t, [float(np.asarray(schedule(keras.ops.convert_to_tensor(t, dtype="int32"))))]


ROWS = {"torch": torch_rows, "optax": optax_rows, "keras": keras_rows}


def main(folder):
    if "--x64" in sys.argv:
        import jax

        jax.config.update("jax_enable_x64", True)
    times = [int(t) for t in (folder / "times.txt").read_text().split()]
    for path in sorted(folder.glob("*.*.py")):
        name, target, _ = path.name.split(".")
        for t, values in ROWS[target](path.read_text(), times):
            print(name, target, t, *(repr(float(value)) for value in values), sep=",")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
