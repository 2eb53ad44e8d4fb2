"""Composer's schedulers, asked for one batch after the other, and what its Trainer applies of them."""

import types

from .lines import Names, evaluated
from .pytorch import optimizer_of, row_of


def run(text, settings):
    """A factor at each batch of a run that is as long as the horizon says; or a run of the Trainer itself."""
    import composer
    import torch
    from composer import core, optim
    from composer.optim import scheduler

    facts = dict(fact.split("=") for fact in settings.get("horizon", "").split())
    source = f"composer {composer.__version__} (torch {torch.__version__})"
    optimizer = optimizer_of(torch, settings)
    base = row_of(optimizer)
    names = Names(scheduler, optim, core, composer)
    if ".Trainer(" in text:
        rows = trained(lambda more: evaluated(text, names, optimizer=optimizer, torch=torch, **more), optimizer, int(facts["steps_per_epoch"]))
        return f"{source} composer.Trainer", base, lambda t: rows[t]
    state = types.SimpleNamespace(
        dataloader_len=core.Time(int(facts["steps_per_epoch"]), "ba"),
        max_duration=core.ensure_time(facts["max_duration"], "ep"))
    made = evaluated(text, names)
    rates = [group["lr"] for group in optimizer.param_groups]

    def at(t):
        samples = t * int(facts.get("batch", 1))
        state.timestamp = core.Timestamp(batch=t, epoch=t // state.dataloader_len.value, sample=samples,
                                         token=t * int(facts.get("tokens_per_batch", 1)))
        factor = made(state)
        return {f"lr[{i}]" if len(rates) > 1 else "lr": rate * factor for i, rate in enumerate(rates)}

    return f"{source} composer.optim.{type(made).__name__}", base, at


def trained(making, optimizer, batches):
    """What each batch of a run of the Trainer begins with; a batch is one sample."""
    import composer
    import torch

    class Model(composer.ComposerModel):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.zeros(1))

        def forward(self, batch):
            return self.weight * 0

        def loss(self, outputs, batch):
            return outputs.sum()

    class Recorder(composer.Callback):
        rows = []

        def batch_start(self, state, logger):
            self.rows.append(row_of(state.optimizers[0]))

    model, recorder = Model(), Recorder()
    optimizer.param_groups[0]["params"] = [model.weight]
    loader = torch.utils.data.DataLoader(torch.zeros(batches, 1))
    trainer = making({"model": model, "train_dataloader": loader})
    trainer.state.callbacks.append(recorder)
    trainer.fit()
    return recorder.rows
