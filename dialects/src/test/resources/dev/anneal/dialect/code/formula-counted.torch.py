# lr = formula(t -> 0.1 * 0.5 ** ((t >= 3) + (t >= 7) + ceil(t / 30)) + 0.01 * (1 - min(t, 300) /
#   300) ** 0.9)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import numpy as np
from torch.optim.lr_scheduler import LambdaLR


def lr(t):
    t = np.float64(t)
    with np.errstate(all="ignore"):
        return float(0.1 * 0.5 ** (np.float64(t >= 3) + np.float64(t >= 7) + np.ceil(t / 30)) + 0.01 * (1 - np.float64(min(t, 300)) / 300) ** 0.9)


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
