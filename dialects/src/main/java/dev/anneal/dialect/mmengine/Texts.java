package dev.anneal.dialect.mmengine;

import java.util.List;

/** What people are told of the shapes. */
final class Texts {

    private static final String ONE_LESS =
            "It is spread over end - begin - 1 steps, so that its last value is met on the last step before end.";
    private static final String ONWARD =
            "It multiplies the value that it finds, and leaves it alone before begin and from end on.";

    private Texts() {}

    static List<String> quirks(Kind kind) {
        return switch (kind) {
            case CONSTANT ->
                List.of(
                        "The factor is taken back on the last step before end; with the default end of 10^9 it stays.",
                        "With one step between begin and end the factor is never taken back.",
                        ONWARD);
            case LINEAR ->
                List.of(
                        ONE_LESS,
                        "A start_factor of 0 is accepted, but divides by zero on the second step; it is refused here.",
                        ONWARD);
            case EXPONENTIAL -> List.of("The first step changes nothing: end - begin - 1 times gamma.", ONWARD);
            case STEP ->
                List.of(
                        "Steps are counted from begin, and one that falls on end is not made.",
                        "A step_size that is no whole number acts only where a whole number of steps is a multiple of it.");
            case MULTI_STEP ->
                List.of(
                        "Milestones are counted from begin, and one that falls on end is not met.",
                        "The milestones need not rise; one that stands twice counts twice.");
            case POLY -> List.of(ONE_LESS, "With a power of 0 the value stays.");
            case COSINE_ANNEALING ->
                List.of(
                        "Without a T_max, or with 0, it is end - begin.",
                        "The last step before end is one before the minimum, if T_max is end - begin.",
                        "It does not stop at T_max: from there it rises to the value that the optimizer was made with.");
            case COSINE_RESTART ->
                List.of(
                        "Either eta_min or eta_min_ratio must be given.",
                        "Each period begins with the value that the optimizer was made with, whatever was left; after the last"
                                + " period the value stays.");
            case ONE_CYCLE ->
                List.of(
                        "The optimizer's own rate stands before begin; schedulers that are made later start from eta_max /"
                                + " div_factor.",
                        "mmengine refuses to step further than total_steps, one step past the lowest rate; the value there is"
                                + " held.");
        };
    }

    static String arguments(Kind kind) {
        return switch (kind) {
            case CONSTANT -> "factor=0.1, end=6";
            case LINEAR -> "start_factor=0.1, end=11";
            case EXPONENTIAL -> "gamma=0.95";
            case STEP -> "step_size=20";
            case MULTI_STEP -> "milestones=[30, 50]";
            case POLY -> "eta_min=0.001, power=0.9, end=61";
            case COSINE_ANNEALING -> "T_max=60";
            case COSINE_RESTART -> "periods=[20, 40], restart_weights=[1, 0.5], eta_min=0.001";
            case ONE_CYCLE -> "eta_max=0.1, total_steps=60";
        };
    }
}
