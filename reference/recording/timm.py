"""timm: schedulers that are told the time, in epochs or in updates."""

from .lines import Names, evaluated
from .pytorch import optimizer_of, row_of


def run(text, settings):
    """A scheduler on the parameter groups of a torch optimizer, told the epoch or the number of updates."""
    import argparse
    import types

    import timm
    import torch
    from timm import scheduler as schedulers

    optimizer = optimizer_of(torch, settings)
    # a line for each group, with settings of its own: lr_scale=0.5
    for group, line in zip(optimizer.param_groups, settings.get("group", "").split("\n")):
        group.update({key: float(value) for key, value in (word.split("=") for word in line.split())})
    base = row_of(optimizer)
    made = evaluated(text, Names(schedulers), optimizer=optimizer, Namespace=argparse.Namespace,
                     SimpleNamespace=types.SimpleNamespace)
    scheduler, epochs = made if isinstance(made, tuple) else (made, None)
    if epochs is not None:
        settings.setdefault("note", f"returns (scheduler, num_epochs = {epochs})")
    metrics = [float(metric) for metric in settings.get("observations", "").split()[1:]]
    in_epochs = getattr(scheduler, "t_in_epochs", True)
    settings.setdefault("unit", "epoch" if in_epochs else "step")

    def at(t):
        if scheduler is not None and not metrics and t > 0:  # all but the plateau know only the time that they are told
            (scheduler.step if in_epochs else scheduler.step_update)(t)
        while scheduler is not None and metrics and at.now < t:
            at.now += 1
            scheduler.step(at.now, *metrics[at.now - 1:at.now])
        return row_of(optimizer)

    at.now = 0
    return f"timm {timm.__version__} (torch {torch.__version__.split('+')[0]})", base, at
