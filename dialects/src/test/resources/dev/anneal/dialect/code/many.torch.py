# lr = linear(0, 0.1, 5).then(linear(0.1, 0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2,
#   4.5)).then(linear(0.2, 0.1, 5)).then(linear(0.1, 0.02, 7)).then(hold(0.02,
#   3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1, 0.02,
#   7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1,
#   0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0.2, 0,
#   5)).then(hold(0.01, 9))
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
from bisect import bisect_right

from torch.optim.lr_scheduler import LambdaLR


def between(start, end, weight):
    return start * (1 - weight) + end * weight


STARTS = [
    0, 5, 12, 15, 19.5, 24.5, 31.5, 34.5, 38.5, 43.5, 50.5, 53.5, 57.5, 62.5, 69.5, 72.5, 76.5,
    81.5,
]
BEGINNINGS = [
    0, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0, 0.1, 0.02, 0.02, 0, 0.1, 0.02, 0.02, 0.2, 0.01,
]
ENDS = [
    0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0,
    0.01,
]
LENGTHS = [
    5, 7, 3, 4.5, 5, 7, 3, 4, 5, 7, 3, 4, 5, 7, 3, 4, 5, 9,
]


def lr(t):
    i = bisect_right(STARTS, t) - 1
    if t < 90.5:
        return between(BEGINNINGS[i], ENDS[i], (t - STARTS[i]) / LENGTHS[i])
    return 0.01


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
