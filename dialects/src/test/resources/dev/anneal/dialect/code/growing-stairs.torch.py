# lr = exponential(1e-9, 2, 6).staircase(6).until(400)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math

from torch.optim.lr_scheduler import LambdaLR


def power(base, exponent):
    try:
        return float(base) ** exponent
    except OverflowError:
        return math.inf


def lr(t):
    if t < 400:
        return 1e-9 * power(2, t // 6)
    return 73786976294.83821


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
