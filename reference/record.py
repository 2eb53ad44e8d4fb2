#!/usr/bin/env python3
"""Records what a framework really gives for one line of its own code, as a curve file.

The line is run as Python, with the framework's own names: record only what you would run. What it needs must be
installed (torch; tensorflow for keras and tf1; optax; transformers and torch for hf). Nothing is downloaded.
"""

import argparse
import builtins
import importlib
import math
import os
import platform
import re
import sys
import types
import warnings
from pathlib import Path

KEYS = ("lr", "momentum", "unit", "optimizer", "observations")
COLUMNS = {"lr": "lr", "momentum": "momentum", "betas": "beta1", "weight_decay": "weight_decay"}


class Names:
    """A framework's names: those of several modules, the first that has one wins."""

    def __init__(self, *modules):
        self.modules = modules

    def __getattr__(self, name):
        for module in self.modules:
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"{self.modules[0].__name__} has no '{name}'")


def evaluated(text, names, **more):
    """The value of a line, which sees all names both bare and behind its dialect's name."""
    bare = {name: getattr(names, name) for module in names.modules for name in dir(module)
            if not name.startswith("_") and not hasattr(builtins, name)}
    numpy = importlib.import_module("numpy")  # all of the frameworks stand on it
    return eval(text, {**bare, "math": math, "np": numpy, "numpy": numpy, text.split(".")[0]: names, **more})


def numbers(text):
    """One number for all parameter groups, or a list of one for each."""
    return [float(part) for part in text.strip("[] ").split(",")]


def torch_optimizer(torch, settings):
    kind, *options = settings.get("optimizer", "sgd").split()
    options = {key: float(value) for key, value in (option.split("=") for option in options)}
    rates = numbers(settings.setdefault("lr", "0.1"))
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": lr} for lr in rates]
    if kind == "sgd":
        return torch.optim.SGD(groups, lr=rates[0], momentum=float(settings.get("momentum", 0.9)))
    betas = (options.pop("beta1", 0.9), options.pop("beta2", 0.999))
    return {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[kind](groups, lr=rates[0], betas=betas, **options)


def torch_row(optimizer):
    groups, row = optimizer.param_groups, {}
    for key, column in COLUMNS.items():
        for i, group in enumerate(groups):
            if key in group:
                value = group[key][0] if key == "betas" else group[key]
                row[f"{column}[{i}]" if len(groups) > 1 else column] = float(value)
    return row


def torch_run(text, settings):
    """A scheduler on the parameter groups of a torch optimizer, stepped after every update."""
    import torch
    from torch.optim import lr_scheduler, swa_utils

    names, version = Names(lr_scheduler, swa_utils, torch), f"PyTorch {torch.__version__}"
    if text.startswith("hf."):
        import transformers
        from transformers import optimization
        names = Names(transformers, optimization)
        version = f"transformers {transformers.__version__} (torch {torch.__version__.split('+')[0]})"
    optimizer = torch_optimizer(torch, settings)
    base = torch_row(optimizer)
    scheduler = evaluated(text, names, optimizer=optimizer)
    kind = f"{type(scheduler).__module__}.{type(scheduler).__name__}"
    source = version if text.startswith("hf.") else f"{version}, Python {platform.python_version()}, {kind}"
    metrics = [float(metric) for metric in settings.get("observations", "").split()[1:]]

    def at(t):
        if isinstance(t, float):  # a fraction of an epoch
            scheduler.step(t)
        while isinstance(t, int) and at.now < t:
            optimizer.step()
            scheduler.step(*metrics[at.now:at.now + 1])
            at.now += 1
        return torch_row(optimizer)

    at.now = 0
    return source, base, at


def keras_run(text, settings):
    """A schedule as SGD's learning rate, or a callback that sets it at the start of each epoch."""
    import keras
    import tensorflow as tf

    made = evaluated(text, Names(keras.optimizers.schedules, keras.callbacks, keras), tf=tf)
    version = f"Keras {keras.__version__} on TensorFlow {tf.__version__}"
    if not isinstance(made, keras.callbacks.Callback):
        optimizer = keras.optimizers.SGD(learning_rate=made)

        def value(t):
            optimizer.iterations.assign(t)
            return {"lr": float(optimizer.learning_rate)}

        return f"{version} keras.optimizers.schedules.{type(made).__name__}, as SGD's learning_rate", {}, value
    optimizer = keras.optimizers.SGD(learning_rate=float(settings.setdefault("lr", "0.1")))
    made.set_model(types.SimpleNamespace(optimizer=optimizer))
    made.on_train_begin()
    made.on_epoch_begin(0)
    name, *metrics = settings.get("observations", "none").split()

    def at(t):
        while at.now < t:
            made.on_epoch_end(at.now, {name: float(metrics[at.now])} if at.now < len(metrics) else {})
            at.now += 1
            made.on_epoch_begin(at.now)
        return {"lr": float(optimizer.learning_rate)}

    at.now = 0
    return f"{version} keras.callbacks.{type(made).__name__} in model.fit", {}, at


def tf1_run(text, settings):
    """A function of tf.compat.v1.train, evaluated at each global step."""
    import tensorflow as tf

    step = tf.Variable(0)
    value = evaluated(text, Names(tf.compat.v1.train), tf=tf, global_step=step)
    source = f"TensorFlow {tf.__version__} tf.compat.v1.train.{text[4:text.index('(')]}"
    return source, {}, lambda t: {"lr": float(value() if step.assign(t) is not None else 0)}


def optax_run(text, settings):
    """A function of the count, in float64; or a transformation that scales updates by what it observes."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    value = evaluated(text, Names(optax), jax=jax, jnp=jax.numpy)
    array = jax.numpy.asarray
    source = f"optax {optax.__version__} (jax {jax.__version__}, x64)"
    if not isinstance(value, optax.GradientTransformationExtraArgs):
        return source, {}, lambda t: {"lr": float(value(array(t)))}
    weights = array([0.0])
    metrics = [float(metric) for metric in settings.get("observations", "").split()[1:]]

    def at(t):
        while at.now < t:
            _, at.state = value.update(weights, at.state, value=metrics[at.now])
            at.now += 1
        return {"scale": float(at.state.scale)}

    at.now, at.state = 0, value.init(weights)
    return source, {"scale": None}, at


FRAMEWORKS = {"torch": torch_run, "hf": torch_run, "keras": keras_run, "tf1": tf1_run, "optax": optax_run}


def recorded(text, settings, times):
    """Headers, columns and rows of a curve; columns beside the rate are those that the scheduler drives."""
    framework = FRAMEWORKS[text.split(".")[0]]
    source, base, at = framework(text, settings)
    rows = [at(t) for t in times]
    driven = [name for name in rows[0] if name.startswith("lr") or any(row[name] != base[name] for row in rows)]
    headers = {"source": source, "text": text, "unit": "step", **settings}
    if any(name.startswith("momentum") for name in driven):
        headers.setdefault("momentum", "0.9")
    single = framework in (keras_run, tf1_run)
    most = max(abs(row[name]) for row in rows for name in driven if name.startswith(("lr", "scale")))
    room = f"relative {'2e-06' if single else '1e-12'} absolute {most * (1e-7 if single else 1e-15):.3g}"
    headers.setdefault("tolerance", room)
    return headers, driven, rows


def curve_text(headers, columns, times, rows):
    order = ("source", "text", *KEYS, "tolerance", "note")
    lines = [f"# {key}: {headers[key]}" for key in order if key in headers] + [",".join(["step", *columns])]
    lines += [",".join([str(t), *(repr(row[name]) for name in columns)]) for t, row in zip(times, rows)]
    return "\n".join(lines) + "\n"


def again(file):
    """Records a file's line anew. Tells whether the two agree, and in which words."""
    old = Path(file).read_text(encoding="utf-8")
    headers = dict(re.match(r"# ?(\w+): ?(.*)", line).groups() for line in old.splitlines() if line.startswith("#"))
    names, *cells = [line.split(",") for line in old.splitlines() if line and not line.startswith("#")]
    settings = {key: value for key, value in headers.items() if key not in ("source", "text")}
    times = [float(row[0]) if "." in row[0] else int(row[0]) for row in cells]
    new, columns, rows = recorded(headers["text"], settings, times)
    if curve_text(new, columns, times, rows) == old:
        return True, "the same, byte for byte"
    if columns != names[1:]:
        return False, f"columns are {columns}, were {names[1:]}"
    relative, absolute = (float(word) for word in headers["tolerance"].split()[1::2])
    for t, row, (_, *values) in zip(times, rows, cells):
        for name, theirs in zip(columns, map(float, values)):
            if not abs(row[name] - theirs) <= relative * max(abs(row[name]), abs(theirs)) + absolute:
                return False, f"{name} at {t} is {row[name]}, was {theirs}"
    return True, "within its tolerance"


def refusal(text, settings, times):
    """The line of refused.tsv for a line that the framework refuses, when it is made or while it is stepped."""
    try:
        recorded(text, settings, times)
    except Exception as error:  # whatever the framework raises is what is recorded
        return f"{text}\t{settings.get('lr', '')}\t{type(error).__name__}: {error}".replace("\n", "\\n") + "\n"
    raise SystemExit(f"not refused: {text}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="+", help="a line as 'torch.StepLR(optimizer, 30)'; with --again, curve files")
    parser.add_argument("--lr", help="base rate; 0.1,0.01 for two parameter groups")
    parser.add_argument("--momentum", help="base momentum of SGD, if it is not 0.9")
    parser.add_argument("--unit", choices=("step", "epoch"), help="what a row counts; step if not given")
    parser.add_argument("--optimizer", help="sgd, adam or adamw, with settings: 'adam beta1=0.9 beta2=0.999'")
    parser.add_argument("--observations", help="a metric's name and its values: 'val_loss 0.9 0.8 0.8'")
    parser.add_argument("--tolerance", help="'relative 1e-12 absolute 1e-16'; follows from the numbers if not given")
    parser.add_argument("--note", help="what is odd about this case")
    parser.add_argument("--rows", default="0-99", help="which rows: 0-20,500,1000-1010 (0-99 if not given)")
    parser.add_argument("-o", "--output", help="the file to write; of refused lines, the file to append to")
    parser.add_argument("--refused", action="store_true", help="record that the framework refuses the line")
    parser.add_argument("--again", action="store_true", help="record the lines of files anew, and compare")
    options = parser.parse_args()
    if options.again:
        results = {file: again(file) for file in options.text}
        print("\n".join(f"{file}: {words}" for file, (_, words) in results.items()))
        return 0 if all(agrees for agrees, _ in results.values()) else 1
    if len(options.text) != 1:
        parser.error("one line is recorded at a time")
    if options.text[0].split(".")[0] not in FRAMEWORKS:
        parser.error(f"the line must begin with one of {', '.join(FRAMEWORKS)}, and a dot, got {options.text[0]}")
    given = {key: getattr(options, key) for key in (*KEYS, "tolerance", "note")}
    settings = {key: value for key, value in given.items() if value is not None}
    if "," in settings.get("lr", ""):
        settings["lr"] = str(numbers(settings["lr"]))
    spans = [[int(end) for end in span.split("-")] for span in options.rows.split(",")]
    times = [t for span in spans for t in range(span[0], span[-1] + 1)]
    if options.refused:
        text = refusal(options.text[0], settings, times)
    else:
        headers, columns, rows = recorded(options.text[0], settings, times)
        text = curve_text(headers, columns, times, rows)
    with open(options.output or sys.stdout.fileno(), "a" if options.refused else "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.simplefilter("ignore")
    sys.exit(main())
