#!/usr/bin/env python3
"""Records what a framework really gives for one line of its own code, as a curve file.

The line is run as Python, with the framework's own names: record only what you would run. What it needs must be
installed; how each framework is run stands in recording/. Nothing is downloaded.
"""

import argparse
import importlib
import os
import re
import sys
import warnings
from pathlib import Path

from recording.lines import numbers

KEYS = ("lr", "momentum", "unit", "optimizer", "groups", "group", "observations", "horizon")

RECORDING = Path(__file__).parent / "recording"
SHARED = {"torch": "pytorch", "hf": "pytorch"}
FRAMEWORKS = {file.stem: file.stem for file in sorted(RECORDING.glob("[!_]*.py")) if file.stem not in ("lines", "pytorch")} | SHARED


def recorded(text, settings, times):
    """Headers, columns and rows of a curve; columns beside the rate are those that the scheduler drives."""
    framework = importlib.import_module(f"recording.{FRAMEWORKS[text.split('.')[0]]}")
    source, base, at = framework.run(text, settings)
    rows = [at(t) for t in times]
    driven = [name for name in rows[0] if name.startswith("lr") or any(row[name] != base[name] for row in rows)]
    headers = {"source": source, "text": text, "unit": "step", **settings}
    if any(name.startswith("momentum") for name in driven):
        headers.setdefault("momentum", "0.9")
    single = getattr(framework, "SINGLE", False)
    most = max(abs(row[name]) for row in rows for name in driven if name.startswith(("lr", "scale")))
    room = f"relative {'2e-06' if single else '1e-12'} absolute {most * (1e-7 if single else 1e-15):.3g}"
    headers.setdefault("tolerance", room)
    return headers, driven, rows


def curve_text(headers, columns, times, rows):
    order = ("source", "text", *KEYS, "tolerance", "note")
    lines = [f"# {key}: {line}" for key in order if key in headers for line in headers[key].split("\n")]
    lines += [",".join(["step", *columns])]
    lines += [",".join([str(t), *(repr(row[name]) for name in columns)]) for t, row in zip(times, rows)]
    return "\n".join(lines) + "\n"


def again(file):
    """Records a file's line anew. Tells whether the two agree, and in which words."""
    old = Path(file).read_text(encoding="utf-8")
    headers = {}
    for key, value in (re.match(r"# ?(\w+): ?(.*)", line).groups() for line in old.splitlines() if line.startswith("#")):
        headers[key] = f"{headers[key]}\n{value}" if key in headers else value
    names, *cells = [line.split(",") for line in old.splitlines() if line and not line.startswith("#")]
    settings = {key: value for key, value in headers.items() if key not in ("source", "text")}
    times = [float(row[0]) if "." in row[0] else int(row[0]) for row in cells]
    new, columns, rows = recorded(headers["text"], settings, times)
    if curve_text(new, columns, times, rows) == old:
        return True, "the same, byte for byte"
    driven = [name for name in columns if not name.startswith("lr")]
    if any(name not in rows[0] for name in names[1:]) or any(name not in names for name in driven):
        return False, f"columns are {columns}, were {names[1:]}"
    relative, absolute = (float(word) for word in headers["tolerance"].split()[1::2])
    for t, row, (_, *values) in zip(times, rows, cells):
        for name, theirs in zip(names[1:], map(float, values)):
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
    parser.add_argument("--groups", help="how many parameter groups there are, where the text spreads rates over them")
    parser.add_argument("--group", action="append", help="settings of one group: 'lr_scale=0.5'; once for each")
    parser.add_argument("--observations", help="a metric's name and its values: 'val_loss 0.9 0.8 0.8'")
    parser.add_argument("--horizon", help="what else the run is given: 'steps_per_epoch=20 max_epochs=5'")
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
    given = {key: getattr(options, key) for key in (*KEYS, "tolerance", "horizon", "note")}
    given["group"] = options.group and "\n".join(options.group)
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
