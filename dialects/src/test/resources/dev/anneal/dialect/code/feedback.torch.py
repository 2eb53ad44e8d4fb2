# lr = iterate(0.1, 40, (k, x) -> x * 0.8 if k % 10 == 0 else x * 0.99)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
from torch.optim.lr_scheduler import LambdaLR


VALUES = [0.1]
for k in range(1, 40):
    value = VALUES[-1]
    VALUES.append(value * 0.8 if k % 10 == 0 else value * 0.99)


def lr(t):
    return VALUES[int(min(t, 39))]


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = LambdaLR(optimizer, lr)
