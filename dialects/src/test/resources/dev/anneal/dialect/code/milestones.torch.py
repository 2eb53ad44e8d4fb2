# lr = multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5))
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
from bisect import bisect_right

from torch.optim.lr_scheduler import LambdaLR


def between(start, end, weight):
    return start * (1 - weight) + end * weight


MILESTONES = [30, 60, 80]


def ramp(t):
    if t < 5:
        return between(0.01, 1, t / 5)
    return 1


def lr(t):
    return 0.1 * 0.1 ** bisect_right(MILESTONES, t) * ramp(t)


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
