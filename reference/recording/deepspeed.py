"""DeepSpeed's schedulers, as classes or by their names in a configuration."""

import importlib.metadata
import json

from .lines import Names, evaluated
from .pytorch import optimizer_of, row_of


def run(text, settings):
    """A scheduler on the parameter groups of a torch optimizer, stepped after every update as the engine does."""
    import torch
    from deepspeed.runtime import lr_schedules
    from deepspeed.utils import logger
    from torch.optim import lr_scheduler

    logger.setLevel("ERROR")
    optimizer = optimizer_of(torch, settings)
    base = row_of(optimizer)
    if text.startswith("deepspeed.{"):
        config = json.loads(text.split(".", 1)[1])
        kind = getattr(lr_schedules, config["type"], None) or getattr(lr_scheduler, config["type"])
        made = kind(optimizer, **config["params"])
    else:
        made = evaluated(text, Names(lr_schedules), optimizer=optimizer)
    source = f"deepspeed {importlib.metadata.version('deepspeed')} (torch {torch.__version__})"

    def at(t):
        while at.now < t:
            optimizer.step()
            made.step()
            at.now += 1
        return row_of(optimizer)

    at.now = 0
    return f"{source} {type(made).__module__}.{type(made).__name__}", base, at
