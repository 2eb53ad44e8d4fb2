package dev.anneal.dialect.code;

import dev.anneal.Schedule;
import java.util.stream.Collectors;

/** A {@code Tracker}. DJL asks it for the value of its first update with 1. */
final class DjlCode {

    private final Schedule schedule;

    DjlCode(Schedule schedule) {
        this.schedule = schedule;
    }

    String text() {
        Lowering lowering = new Lowering(false);
        String name = new JavaTerms().function(lowering.function("rate", schedule));
        String members = new JavaWriter(lowering.program)
                .members().stream().map(member -> member.indent(4)).collect(Collectors.joining("\n"));
        return """
                import ai.djl.training.tracker.Tracker;

                %s//
                // DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
                public final class LearningRate implements Tracker {

                    @Override
                    public float getNewValue(int numUpdate) {
                        return (float) %s(Math.max(0, numUpdate - 1));
                    }

                %s}
                """.formatted(PythonWriter.comment("// ", schedule.toString()), name, members);
    }
}
