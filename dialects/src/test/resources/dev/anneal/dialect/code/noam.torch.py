# lr = formula(t -> 0.04 * min(t ** -0.5, t * 400 ** -1.5))
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import numpy as np
from torch.optim.lr_scheduler import LambdaLR


def lr(t):
    t = np.float64(t)
    with np.errstate(all="ignore"):
        return float(0.04 * np.float64(min(t ** -0.5, t * 400 ** -1.5)))


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
