"""optax, in float64."""

from .lines import Names, evaluated


def run(text, settings):
    """A function of the count, in float64; or a transformation that scales updates by what it observes."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    value = evaluated(text, Names(optax), jax=jax, jnp=jax.numpy)
    array = jax.numpy.asarray
    source = f"optax {optax.__version__} (jax {jax.__version__}, x64)"
    if not isinstance(value, optax.GradientTransformationExtraArgs):
        return source, {}, lambda t: {"lr": float(value(array(t)))}
    weights = array([0.0])
    metrics = [float(metric) for metric in settings.get("observations", "").split()[1:]]

    def at(t):
        while at.now < t:
            _, at.state = value.update(weights, at.state, value=metrics[at.now])
            at.now += 1
        return {"scale": float(at.state.scale)}

    at.now, at.state = 0, value.init(weights)
    return source, {"scale": None}, at
