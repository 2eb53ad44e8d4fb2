# lr = linear(0, 1, 100).min(exponential(0.9, 0.99)).atLeast(0.05)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
from torch.optim.lr_scheduler import LambdaLR


def ramp(t):
    if t < 100:
        return t / 100
    return 1


def lr(t):
    return max(min(0.9 * 0.99 ** t, ramp(t)), 0.05)


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
