"""fvcore's functions of the progress, and detectron2's LRMultiplier around them."""

import importlib.metadata

from .lines import Names, evaluated
from .pytorch import optimizer_of, row_of


def run(text, settings):
    """A function of where = t / total, or a scheduler on a torch optimizer, stepped after every update."""
    from fvcore.common import param_scheduler

    version = f"fvcore {importlib.metadata.version('fvcore')}"
    modules, optimizer = [param_scheduler], None
    if "LRMultiplier" in text or "Warmup" in text:
        from detectron2.solver import lr_scheduler
        modules.append(lr_scheduler)
    if "optimizer" in text:
        import torch
        optimizer = optimizer_of(torch, settings)
    made = evaluated(text, Names(*modules), optimizer=optimizer)
    source = f"{version} {type(made).__module__}.{type(made).__name__}"
    if optimizer is None:
        total = float(dict(fact.split("=") for fact in settings["horizon"].split())["total"])
        return source, {}, lambda t: {"lr": float(made(t / total))}

    def at(t):
        while at.now < t:
            optimizer.step()
            made.step()
            at.now += 1
        return row_of(optimizer)

    at.now = 0
    return source, row_of(optimizer), at
