# lr = cosine(0.1, 0, 9).staircase(1).stretched(20)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math

from torch.optim.lr_scheduler import LambdaLR


def lr(t):
    if t < 180:
        return 0.1 * (1 + math.cos(math.pi * (t // 20 / 9))) / 2
    return 0


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
