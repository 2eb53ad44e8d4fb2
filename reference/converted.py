"""Runs what `anneal convert` has written, in the frameworks that it was written for.

    python converted.py FOLDER [TARGET] > recorded.csv

The folder has files NAME.torch.py, NAME.optax.py, NAME.keras.py, and times.txt with the times. Each row of the output is a
name, a target, a time, and for each column of the target a value.
"""

import os
import pathlib
import subprocess
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


def main(folder, targets):
    if len(targets) > 1:
        # the frameworks do not bear each other in one process
        for target in targets:
            subprocess.run([sys.executable, __file__, folder, target], check=True)
        return
    folder = pathlib.Path(folder)
    times = [int(t) for t in (folder / "times.txt").read_text().split()]
    for path in sorted(folder.glob(f"*.{targets[0]}.py")):
        name = path.name.split(".")[0]
        for t, values in ROWS[targets[0]](path.read_text(), times):
            print(name, targets[0], t, *(repr(float(value)) for value in values), sep=",", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or list(ROWS))
