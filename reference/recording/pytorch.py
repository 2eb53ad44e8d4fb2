"""PyTorch, and transformers, which stands on it."""

import platform

from .lines import Names, evaluated, numbers

COLUMNS = {"lr": "lr", "momentum": "momentum", "betas": "beta1", "weight_decay": "weight_decay"}


def optimizer_of(torch, settings):
    kind, *options = settings.get("optimizer", "sgd").split()
    options = {key: float(value) for key, value in (option.split("=") for option in options)}
    rates = numbers(settings.setdefault("lr", "0.1"))
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": lr} for lr in rates]
    if kind == "sgd":
        return torch.optim.SGD(groups, lr=rates[0], momentum=float(settings.get("momentum", 0.9)))
    betas = (options.pop("beta1", 0.9), options.pop("beta2", 0.999))
    return {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[kind](groups, lr=rates[0], betas=betas, **options)


def row_of(optimizer):
    groups, row = optimizer.param_groups, {}
    for key, column in COLUMNS.items():
        for i, group in enumerate(groups):
            if key in group:
                value = group[key][0] if key == "betas" else group[key]
                row[f"{column}[{i}]" if len(groups) > 1 else column] = float(value)
    return row


def run(text, settings):
    """A scheduler on the parameter groups of a torch optimizer, stepped after every update."""
    import torch
    from torch.optim import lr_scheduler, swa_utils

    names, version = Names(lr_scheduler, swa_utils, torch), f"PyTorch {torch.__version__}"
    if text.startswith("hf."):
        import transformers
        from transformers import optimization
        names = Names(transformers, optimization)
        version = f"transformers {transformers.__version__} (torch {torch.__version__.split('+')[0]})"
    optimizer = optimizer_of(torch, settings)
    base = row_of(optimizer)
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
        return row_of(optimizer)

    at.now = 0
    return source, base, at
