package dev.anneal.dialect;

/** What one unit of a scheduler's time is. */
public enum Clock {
    /** An update of the parameters. */
    STEP("counts updates"),
    /** An epoch; the value stays the same within one. */
    EPOCH("counts epochs"),
    /** Whatever the caller's {@code step()} follows: an update, unless the horizon says {@code unit=epoch}. */
    CALLER("counts calls of step(), after each update or after each epoch");

    private final String words;

    Clock(String words) {
        this.words = words;
    }

    /**
     * What is counted, in words.
     *
     * @return for example {@code counts updates}
     */
    public String words() {
        return words;
    }
}
