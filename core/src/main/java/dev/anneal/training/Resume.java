package dev.anneal.training;

/** How a plan is taken up at a checkpoint. */
public enum Resume {
    /** The plan must be the one of the checkpoint; another is refused, with the lines that differ. */
    EXACT,
    /** The plan may be another; it goes on at the step of the checkpoint, as if it had been there from the start. */
    KEEP_POSITION,
    /** The plan may be another; its values are multiplied so that they begin with those of the checkpoint, without a jump. */
    REBASE
}
