"""mmengine: schedulers that somebody steps, and lists of settings that its runner builds and steps."""

import logging
import types

from .lines import Names, evaluated
from .pytorch import optimizer_of, row_of

LIST = "mmengine.param_scheduler="


def facts_of(settings):
    return {key: float(value) for key, value in (fact.split("=") for fact in settings.get("horizon", "").split())}


def built(runner, text, names, optimizer):
    """What the runner makes of a list of settings."""
    schedulers = evaluated(text.replace(LIST, "mmengine.identity(", 1) + ")", names, optimizer=optimizer)
    return runner.Runner._build_param_scheduler(runner.self, schedulers, optimizer)


def loop_of(settings):
    """As much of a runner as building and stepping schedulers needs."""
    from mmengine.runner import Runner, runner
    from mmengine.runner.base_loop import BaseLoop

    facts = facts_of(settings)
    each = int(facts.get("steps_per_epoch", 1))
    epochs = int(facts.get("max_epochs", facts.get("epochs", 1)))
    loop = type("Loop", (BaseLoop,), {"__init__": lambda self: None, "run": lambda self: None})()
    own = types.SimpleNamespace(
        _train_loop=loop, max_epochs=epochs, max_iters=int(facts.get("max_iters", each * epochs)),
        train_dataloader=range(each), logger=logging.getLogger("recording"))
    return types.SimpleNamespace(Runner=Runner, module=runner, self=own, each=each if "max_iters" not in facts else 0)


def run(text, settings):
    """A scheduler stepped by hand; or a list of settings, in a loop of epochs or, with max_iters, of iterations."""
    import mmengine
    import torch
    from mmengine.hooks import ParamSchedulerHook
    from mmengine.optim import scheduler as schedulers

    optimizer = optimizer_of(torch, settings)
    base = row_of(optimizer)
    names = Names(schedulers, types.SimpleNamespace(__name__="mmengine", identity=lambda value: value))
    name, *metrics = settings.get("observations", "none").split()
    version = f"mmengine {mmengine.__version__} (torch {torch.__version__})"
    if text.startswith(LIST):
        runner = loop_of(settings)
        made = built(runner, text, names, optimizer)
        source = f"{version} mmengine.runner.Runner(param_scheduler=...)"
    else:
        runner = None
        made = [evaluated(text, names, optimizer=optimizer)]
        source = f"{version} {type(made[0]).__module__}.{type(made[0]).__name__}"
    hook, own = ParamSchedulerHook(), types.SimpleNamespace(param_schedulers=made)

    def at(t):
        while at.now < t:
            at.now += 1
            if runner is None:
                made[0].step()
            else:
                hook.after_train_iter(own, at.now)
                if runner.each and at.now % runner.each == 0:
                    hook.after_train_epoch(own)
            every = runner.each if runner else 1
            if every and at.now % every == 0 and at.now // every <= len(metrics):
                hook.after_val_epoch(own, {name: float(metrics[at.now // every - 1])})
        return {column: value for column, value in row_of(optimizer).items() if column in base}

    at.now = 0
    return source, base, at
