"""ignite: handlers that set a value before each update, and state schedulers, which set it after each."""

import types

from .lines import Names, evaluated
from .pytorch import optimizer_of, row_of


def run(text, settings):
    """A handler, called for every event; one that follows a metric, after each event."""
    import ignite
    import torch
    from ignite import handlers
    from ignite.engine import Engine
    from ignite.handlers import param_scheduler, state_param_scheduler
    from torch.optim import lr_scheduler, swa_utils

    optimizer = optimizer_of(torch, settings)
    base = row_of(optimizer)
    names = Names(handlers, param_scheduler, state_param_scheduler, lr_scheduler, swa_utils, torch)
    made = evaluated(text, names, optimizer=optimizer)
    kind = f"{type(made).__module__}.{type(made).__name__}"
    source = f"pytorch-ignite {ignite.__version__} (torch {torch.__version__}) {kind}"
    engine = Engine(lambda engine, batch: None)
    follows = hasattr(made, "metric_name")
    if isinstance(made, state_param_scheduler.StateParamScheduler):
        made.attach(engine)
        base, row = {}, lambda: {made.param_name: float(getattr(engine.state, made.param_name))}
    else:
        row = lambda: row_of(optimizer)
    name, *metrics = settings.get("observations", "none").split()

    def at(t):
        while at.now < t:
            at.now += 1
            if not follows:
                made(engine)
            elif at.now > 0 and at.now <= len(metrics):
                engine.state.metrics = {name: float(metrics[at.now - 1])}
                made(engine)
        return row()

    at.now = -1
    return source, base, at
