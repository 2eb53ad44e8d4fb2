package dev.anneal.testkit;

/** What an engine may be able to do besides updates. What it declares is checked; what it does not declare, it refuses. */
public enum Capability {
    /** Parameter groups with rates of their own. */
    GROUPS,
    /** Several copies of the weights, on as many devices or workers, which every update moves alike. */
    REPLICAS,
    /** Gradients of several micro-batches that make one update. */
    ACCUMULATION,
    /** Groups that are not trained for a while. Checked together with {@link #GROUPS}. */
    FREEZING,
    /** Updates that are not applied, as for gradients that are not finite. */
    SKIPPING,
    /** A scheduled momentum m, as PyTorch defines it: v = m &middot; v + gradient, weight = weight - lr &middot; v. */
    MOMENTUM,
    /** A scheduled weight decay d that adds d &middot; weight to the gradient, or takes lr &middot; d &middot; weight off. */
    WEIGHT_DECAY,
    /** An evaluation of the engine's own, which rules follow. */
    EVALUATION,
    /** Training that goes on in new objects, from a checkpoint. */
    RESUMING
}
