# lr = linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math

from torch.optim.lr_scheduler import LambdaLR


def lr(t):
    if t < 2_000:  # linear(0, 3e-4, 2000)
        return 3e-4 * (t / 2_000)
    if t < 100_000:  # cosine(3e-4, 0, 98000)
        return 3e-4 * (1 + math.cos(math.pi * ((t - 2_000) / 98_000))) / 2
    return 0


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
