package dev.anneal.dialect.torch;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.torch.Replay.Settings;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bounds between which a cycle drives the momentum of a parameter group, or its first beta.
 *
 * @param low what it is at the top of the rate
 * @param high what it is at the bottom of the rate
 */
record Momenta(double low, double high) {

    private static final Set<String> WITHOUT = Set.of("adagrad", "adadelta", "adafactor", "asgd", "rprop", "lbfgs");

    /** The bounds of a call's group; null if it does not cycle the momentum. */
    static @Nullable Momenta of(Call call, int group) {
        return cycles(call)
                ? new Momenta(call.perGroup("base_momentum")[group], call.perGroup("max_momentum")[group])
                : null;
    }

    static boolean cycles(Call call) {
        boolean cycles = call.flag("cycle_momentum");
        String optimizer = call.optimizerKind();
        if (cycles && WITHOUT.contains(optimizer.toLowerCase(Locale.ROOT))) {
            throw call.value("cycle_momentum")
                    .refused("be False, because " + optimizer + " has neither momentum nor betas");
        }
        return cycles;
    }

    /** What the constructor does to the group. */
    void prepare(Settings group) {
        group.momentum = high;
        group.mostMomentum = high;
        group.leastMomentum = low;
    }
}
