# lr = exponential(0.1, 0.5, 30).staircase(30)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
from torch.optim.lr_scheduler import LambdaLR


def lr(t):
    return 0.1 * 0.5 ** (t // 30)


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
