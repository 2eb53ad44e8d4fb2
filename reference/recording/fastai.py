"""fastai: schedules of the position in a run, and a Learner that trains along them."""

import re

from .lines import Names, evaluated, numbers

SINGLE = True  # the position is reckoned in float32 where phases are combined

METHOD = re.compile(r"fastai\.(fit_one_cycle|fit_flat_cos|fit_sgdr|fine_tune|lr_find)\(")
CALLBACK = re.compile(r"fastai\.(ParamScheduler|LRFinder|ReduceLROnPlateau)\(")


def learner_of(settings, batches, count):
    """A Learner of a model with so many parameter groups, which has so many batches in an epoch."""
    import tempfile

    import torch
    from fastai.basics import DataLoaders, Learner
    from fastai.data.load import DataLoader
    from fastai.optimizer import SGD, Adam

    data = torch.utils.data.TensorDataset(torch.zeros(batches, 1), torch.zeros(batches, 1))
    loaders = DataLoaders(DataLoader(data, bs=1), DataLoader(data, bs=1))
    model = torch.nn.Sequential(*(torch.nn.Linear(1, 1) for _ in range(count)))
    kind = Adam if settings.get("optimizer", "sgd").startswith("adam") else SGD
    rates = numbers(settings.get("lr", "0.001"))
    return Learner(loaders, model, loss_func=torch.nn.functional.mse_loss, opt_func=kind,
                   lr=rates[0] if len(rates) == 1 else rates, path=tempfile.mkdtemp(),
                   splitter=lambda m: [list(part.parameters()) for part in m])


def trained(learner, make, driven):
    """What the optimizer is told before each batch of a run."""
    from fastai.callback.core import Callback

    class Watch(Callback):
        order, run_valid, rows = 90, False, []

        def before_batch(self):
            groups = self.opt.hypers
            row = {f"lr[{i}]" if len(groups) > 1 else "lr": float(group["lr"]) for i, group in enumerate(groups)}
            self.rows.append(row | {column: float(groups[-1][key]) for key, column in driven.items()})

    watch = Watch()
    learner.add_cb(watch)
    with learner.no_bar(), learner.no_logging():
        make(learner)
    return watch.rows


def watched(learner, callback, metric, values):
    """What the optimizer is told in each epoch when a callback observes values."""
    from types import SimpleNamespace

    import numpy as np

    learner.create_opt()
    callback.learn = learner
    learner.recorder = SimpleNamespace(metric_names=["epoch", metric], values=[], loss=SimpleNamespace(name="train_loss"))
    callback.learn.recorder = learner.recorder
    callback.idx, callback.wait, callback.best = 0, 0, float("inf") if callback.comp == np.less else -float("inf")
    rows = [{"lr": float(learner.opt.hypers[-1]["lr"])}]
    for epoch, value in enumerate(values):
        learner.epoch = epoch
        learner.recorder.values = [[value]]
        callback.after_epoch()
        rows.append({"lr": float(learner.opt.hypers[-1]["lr"])})
    return rows


def run(text, settings):
    """A method of a Learner, a callback of one, or a function that is called with t / total."""
    import fastai
    import torch
    from fastai.callback import schedule, tracker

    facts = dict(fact.split("=") for fact in settings.get("horizon", "").split())
    version = f"fastai {fastai.__version__} (torch {torch.__version__})"
    names = Names(schedule, tracker)
    if not METHOD.match(text) and not CALLBACK.match(text):
        made, total = evaluated(text, names), int(facts["total"])
        return f"{version} fastai.callback.schedule, called with pos=t/N", {}, lambda t: {"lr": float(made(t / total))}
    settings.setdefault("lr", "0.001")
    learner = learner_of(settings, int(facts.get("steps_per_epoch", 1)), int(settings.get("groups", 1)))
    mom = "beta1" if settings.get("optimizer", "").startswith("adam") else "momentum"
    if METHOD.match(text):
        # a method of the Learner, which stands for the package
        made = lambda own: eval(text, {**vars(schedule), **vars(tracker), "fastai": own})  # noqa: E731
        driven = {} if "fit_flat" in text or "sgdr" in text or "lr_find" in text else {"mom": mom}
        rows = trained(learner, made, driven)
        return f"{version} Learner.{METHOD.match(text).group(1)}", {"momentum": None, "beta1": None}, rows.__getitem__
    made = evaluated(text, names)
    kind = type(made).__name__
    if isinstance(made, tracker.ReduceLROnPlateau):
        metric, *values = settings["observations"].split()
        rows = watched(learner, made, metric, [float(value) for value in values])
        return f"{version} fastai.callback.tracker.{kind}", {}, rows.__getitem__
    epochs = int(facts.get("total", 0)) // int(facts.get("steps_per_epoch", 1)) or 1000
    driven = {key: mom if key == "mom" else key for key in made.scheds if key not in ("lr",)}
    rows = trained(learner, lambda own: own.fit(epochs, cbs=made), driven)
    return f"{version} fastai.callback.schedule.{kind}", {"momentum": None, "beta1": None}, rows.__getitem__

