# lr = linear(0, 0.1, 5).then(cosine(0.1, 0, 95))
# lr[1] = linear(0, 0.1, 5).then(cosine(0.1, 0, 95)).times(0.1)
# momentum = linear(0.85, 0.95, 100)
#
# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the
# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.
import math

from torch.optim.lr_scheduler import LambdaLR


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def lr(t):
    if t < 5:  # linear(0, 0.1, 5)
        return 0.1 * (t / 5)
    if t < 100:  # cosine(0.1, 0, 95)
        return 0.1 * (1 + math.cos(math.pi * ((t - 5) / 95))) / 2
    return 0


def lr_1(t):
    if t < 5:  # linear(0, 0.1, 5)
        return 0.1 * (0.1 * (t / 5))
    if t < 100:  # cosine(0.1, 0, 95)
        return 0.1 * (0.1 * (1 + math.cos(math.pi * ((t - 5) / 95))) / 2)
    return 0


def momentum(t):
    if t < 100:
        return between(0.85, 0.95, t / 100)
    return 0.95


class PlanLR(LambdaLR):
    def step(self, epoch=None):
        super().step(epoch)
        t = self.last_epoch
        for group in self.optimizer.param_groups:
            group["momentum"] = momentum(t)


for group in optimizer.param_groups:
    group["initial_lr"] = 1.0
scheduler = PlanLR(
    optimizer,
    [{1: lr_1}.get(i, lr) for i, group in enumerate(optimizer.param_groups)],
)
