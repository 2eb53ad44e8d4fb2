# lr = linear(0.01, 0.1, 25).then(linear(0.1, 0.01, 25)).repeat()
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
from torch.optim.lr_scheduler import LambdaLR


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def phases(t):
    if t < 25:  # linear(0.01, 0.1, 25)
        return between(0.01, 0.1, t / 25)
    return between(0.1, 0.01, (t - 25) / 25)


def lr(t):
    return phases(t % 50)


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
