"""Megatron-core's scheduler, which needs of its optimizer the parameter groups only."""

import importlib.metadata
import types

from .lines import Names, evaluated


def run(text, settings):
    """The rate and the weight decay of each parameter group; an update adds the horizon's increment to the steps."""
    from megatron.core import optimizer_param_scheduler

    facts = dict(fact.split("=") for fact in settings.get("horizon", "").split())
    increment = int(facts.get("increment", 1))
    lines = settings.get("group", "").split("\n")
    groups = [{key: float(value) for key, value in (fact.split("=") for fact in line.split())} for line in lines]
    optimizer = types.SimpleNamespace(param_groups=groups)
    line = text if "(optimizer" in text else text.replace("OptimizerParamScheduler(", "OptimizerParamScheduler(optimizer, ", 1)
    made = evaluated(line, Names(optimizer_param_scheduler), optimizer=optimizer)

    def at(t):
        while at.now < t:
            made.step(increment)
            at.now += 1
        names = [f"[{i}]" if len(groups) > 1 else "" for i in range(len(groups))]
        return {f"{column}{name}": float(group[column]) for column in ("lr", "weight_decay")
                for name, group in zip(names, groups)}

    at.now = 0
    source = f"megatron-core {importlib.metadata.version('megatron-core')}"
    return f"{source} {type(made).__module__}.{type(made).__name__}", dict.fromkeys(at(0)), at
