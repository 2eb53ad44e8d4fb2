# lr = cosine(0.1, 1e-5, 10).repeat(6, stretching(1.5).scaling(0.5))
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math
from bisect import bisect_right

from torch.optim.lr_scheduler import LambdaLR


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def snapped(x):
    """A number that misses a whole one by rounding is that one."""
    return float(round(x)) if x >= 0.5 and abs(x - round(x)) <= 1e-12 * x else x


STARTS = [snapped(10 * ((1.5**n - 1) / 0.5)) for n in range(6)]


def lr(t):
    n = bisect_right(STARTS, t) - 1
    if t < 207.8125:
        return between(0.1, 1e-5, (1 - math.cos(math.pi * (snapped((t - STARTS[n]) / 1.5 ** n) / 10))) / 2) * 0.5 ** n
    return 3.125e-7


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
