package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The example of a scheduler, as anybody could type it.
 *
 * @param text the call, with the dialect's name before it where it would be taken for another one's
 * @param horizon what is known of the run
 */
record Sample(String text, Horizon horizon) {

    /** Facts that have an option of their own. */
    private static final Set<String> OPTIONS = Set.of(
            "lr",
            "momentum",
            "optimizer",
            "groups",
            "steps",
            "epochs",
            "steps_per_epoch",
            "samples",
            "batch",
            "workers",
            "accumulation",
            "unit");

    static Optional<Sample> of(Scheduler scheduler) {
        Entry.Example example = scheduler.entry().example();
        if (example == null) {
            return Optional.empty();
        }
        Horizon horizon = Horizon.parse(example.horizon());
        return Optional.of(new Sample(text(scheduler, example, horizon), horizon));
    }

    private static String text(Scheduler scheduler, Entry.Example example, Horizon horizon) {
        String prefixed = scheduler.dialect().name() + "." + example.text();
        for (String text : List.of(example.text(), prefixed)) {
            try {
                if (Dialects.understand(text, horizon).taken().equals(scheduler.fullName())) {
                    return text;
                }
            } catch (IllegalArgumentException e) {
                // another dialect has the name, and refuses these arguments; or it observes
            }
        }
        return example.text().startsWith(scheduler.entry().name()) ? prefixed : example.text();
    }

    /** The command that shows it. */
    String command() {
        return "anneal show " + quoted(text) + options();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The facts as they are given on the command line. */
    private String options() {
        StringBuilder options = new StringBuilder();
        for (String fact : horizon.toString().split(" ")) {
            int sign = fact.indexOf('=');
            if (sign < 0) {
                continue;
            }
            String key = fact.substring(0, sign);
            options.append(
                    OPTIONS.contains(key)
                            ? " --" + key.replace('_', '-') + " " + fact.substring(sign + 1)
                            : " --context " + fact);
        }
        return options.toString();
    }

    Reading reading() {
        return Dialects.understand(text, horizon);
    }

    /** Up to when it is worth looking at, in what the reading counts. */
    double end(Reading reading) {
        return Window.of(reading.plan(), reading.run(horizon)).end();
    }

    Context.Unit unit(Reading reading) {
        return reading.clock() == Clock.EPOCH ? Context.Unit.EPOCH : Context.Unit.STEP;
    }
}
