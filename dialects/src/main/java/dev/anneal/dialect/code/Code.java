package dev.anneal.dialect.code;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.List;

/**
 * Writes plans as code that gives the same numbers: the front door of this package.
 *
 * <pre>{@code
 * String python = Code.of(Plan.of(cosine(0.1, 0, 90)), Target.TORCH);
 * }</pre>
 *
 * <p>What code cannot say exactly is refused, with the reason.
 */
public final class Code {

    /** Longer texts are read back by this library only. */
    private static final int MOST_TEXT = 400_000;

    private Code() {}

    /**
     * Writes a plan as code.
     *
     * @param plan the plan; its time is in updates, or in whatever unit the code is to be asked in
     * @param target what to write
     * @return the code, with a line break at the end
     * @throws IllegalArgumentException if the target cannot say what the plan says; the message tells what, why, and which
     *     target can
     */
    public static String of(Plan plan, Target target) {
        return of(plan, List.of(), target);
    }

    /**
     * Writes a plan as code for an optimizer whose parameter groups are known.
     *
     * @param plan the plan; its time is in updates, or in whatever unit the code is to be asked in
     * @param groups the names of the optimizer's parameter groups in their order; empty if they are not known, then code for
     *     PyTorch looks for the plan's groups by their {@code "name"}
     * @param target what to write
     * @return the code, with a line break at the end
     * @throws IllegalArgumentException if the target cannot say what the plan says; the message tells what, why, and which
     *     target can
     */
    public static String of(Plan plan, List<String> groups, Target target) {
        return switch (target) {
            case TORCH -> new TorchCode(measured(plan, target), groups).text();
            case KERAS -> new KerasCode(rate(plan, target)).text();
            case OPTAX -> new OptaxCode(rate(plan, target)).text();
            case JAVA -> new JavaCode(plan).text();
            case DJL -> new DjlCode(rate(plan, target)).text();
            case TEXT -> plan + "\n";
        };
    }

    private static Plan measured(Plan plan, Target target) {
        if (!plan.rules().isEmpty()) {
            throw new IllegalArgumentException(
                    target + " cannot say '" + plan.rules().get(0)
                            + "': a rule follows what training observes, and the code is a function of time; 'java' and 'text' can");
        }
        for (Plan.Assignment assignment : plan.assignments()) {
            measured(assignment.schedule(), target);
        }
        return plan;
    }

    private static void measured(Schedule schedule, Target target) {
        int length = schedule.toString().length();
        if (length > MOST_TEXT) {
            throw new IllegalArgumentException(target + " cannot say a schedule whose text has " + length
                    + " characters: at most " + MOST_TEXT + " become code; 'text' can");
        }
    }

    /** The one schedule of a plan, for targets that know no other. */
    private static Schedule rate(Plan plan, Target target) {
        List<Plan.Assignment> all = measured(plan, target).assignments();
        for (Plan.Assignment one : all) {
            Hyperparameter what = one.target().hyperparameter();
            boolean isRate = what.equals(Hyperparameter.LEARNING_RATE) || what.equals(Hyperparameter.SCALE);
            if (!one.target().group().isEmpty()) {
                throw new IllegalArgumentException(target + " cannot say '" + one.target()
                        + " = …': a schedule there is one for all parameter groups; 'torch', 'java' and 'text' can");
            }
            if (!isRate || all.size() > 1 && what.equals(Hyperparameter.SCALE)) {
                throw new IllegalArgumentException(target + " cannot say '" + one.target()
                        + " = …': a schedule there is the learning rate's alone; 'torch', 'java' and 'text' can");
            }
        }
        return all.get(0).schedule();
    }
}
