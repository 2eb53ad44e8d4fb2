package dev.anneal.training;

/** How a plan is taken up at a checkpoint. */
public enum Resume {
    /**
     * The plan must be the one of the checkpoint, by its text and by its values; another is refused, with the lines that
     * differ. What follows is what would have followed without the interruption, bit for bit.
     */
    EXACT,
    /**
     * The plan may be another; it goes on at the step of the checkpoint, as if it had been there from the start. Values may
     * jump.
     */
    KEEP_POSITION,
    /**
     * The plan may be another; each schedule is multiplied so that its value begins with that of the checkpoint, without a jump
     * (within 1e-15, relatively, where no factor gives it exactly). A value that is 0 by one and not by the other is refused.
     * What the checkpoint has not recorded is not multiplied.
     */
    REBASE
}
