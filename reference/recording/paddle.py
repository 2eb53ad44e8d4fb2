"""Paddle: what a scheduler answers, stepped after every update."""

from .lines import Names, evaluated


def run(text, settings):
    """A scheduler by itself, in dynamic mode; one that follows a metric is told the observations."""
    import paddle

    scheduler = evaluated(text, Names(paddle.optimizer.lr, paddle))
    metrics = [float(metric) for metric in settings.get("observations", "").split()[1:]]

    def at(t):
        while at.now < t:
            scheduler.step(*metrics[at.now:at.now + 1])
            at.now += 1
        return {"lr": float(scheduler())}

    at.now = 0
    return f"paddlepaddle {paddle.__version__} paddle.optimizer.lr.{type(scheduler).__name__}", {}, at
