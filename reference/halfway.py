"""Trains a line with PyTorch, and leaves what the example Halfway goes on from.

    python halfway.py FOLDER

FOLDER gets state.json, the scheduler and the settings of the optimizer after 100 of 200 updates; weights.npz, the weights and
their momentum buffers at that time; and recorded.csv, what every update of the whole run used, the loss that it saw, and the weights that it began with.
"""

import json
import pathlib
import sys

import numpy as np
import torch

TOTAL, SAVED, ROWS, BATCH = 200, 100, 32, 8


def data():
    """Whole numbers over a power of two, so that any language has the same bits."""
    features = [[((7 * i + 5 * j * j + j) % 17 - 8) / 4 for j in range(3)] for i in range(ROWS)]
    targets = [[x[0] - 2 * x[1] + 0.5 * x[2] + (i % 5 - 2) / 8] for i, x in enumerate(features)]
    return torch.tensor(features), torch.tensor(targets)


def save(folder, model, optimizer, scheduler):
    groups = optimizer.state_dict()["param_groups"]
    state = {"scheduler": scheduler.state_dict(), "optimizer": {"param_groups": groups}}
    (folder / "state.json").write_text(json.dumps(state, indent=1) + "\n")
    arrays = {name: parameter.detach().numpy() for name, parameter in model.named_parameters()}
    for name, parameter in model.named_parameters():
        arrays[name + ".momentum_buffer"] = optimizer.state[parameter]["momentum_buffer"].numpy()
    np.savez(folder / "weights.npz", **arrays)


def main(folder):
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(1)
    features, targets = data()
    model = torch.nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.05, total_steps=TOTAL)
    rows = ["# source: torch " + torch.__version__ + " torch.optim.lr_scheduler.OneCycleLR", "step,lr,momentum,loss,w0,w1,w2,b"]
    for step in range(TOTAL):
        if step == SAVED:
            save(folder, model, optimizer, scheduler)
        chosen = slice(step * BATCH % ROWS, step * BATCH % ROWS + BATCH)
        group = optimizer.param_groups[0]
        loss = torch.nn.functional.mse_loss(model(features[chosen]), targets[chosen])
        weights = torch.cat([parameter.detach().flatten() for parameter in model.parameters()]).tolist()
        rows.append(",".join(map(repr, [step, group["lr"], group["momentum"], loss.item(), *weights])))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step < TOTAL - 1:
            scheduler.step()
    (folder / "recorded.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
