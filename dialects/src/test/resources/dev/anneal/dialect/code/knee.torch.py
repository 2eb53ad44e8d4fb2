# lr = interpolate({0: 0, 15.5: 0.4, 120: 0}, cosine)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math

from torch.optim.lr_scheduler import LambdaLR


def lr(t):
    if t < 15.5:
        return 0.4 * (1 - math.cos(math.pi * (t / 15.5))) / 2
    if t < 120:
        return 0.4 * (1 + math.cos(math.pi * ((t - 15.5) / 104.5))) / 2
    return 0


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
