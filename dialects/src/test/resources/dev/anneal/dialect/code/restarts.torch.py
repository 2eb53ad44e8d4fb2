# lr = cosine(0.1, 0, 10).repeat(stretching(2))
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math
from bisect import bisect_right

from torch.optim.lr_scheduler import LambdaLR


STARTS = [10 * (2**n - 1) for n in range(50)]


def lr(t):
    n = bisect_right(STARTS, t) - 1
    return 0.1 * (1 + math.cos(math.pi * ((t - STARTS[n]) / 2 ** n / 10))) / 2


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
