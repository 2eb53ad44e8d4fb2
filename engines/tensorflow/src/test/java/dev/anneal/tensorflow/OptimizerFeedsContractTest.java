package dev.anneal.tensorflow;

import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Gradient descent and Momentum of TensorFlow's framework for Java. */
class OptimizerFeedsContractTest extends AdapterContract {

    @TempDir
    Path folder;

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.GROUPS, Capability.FREEZING, Capability.SKIPPING, Capability.MOMENTUM, Capability.RESUMING);
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return new Sums(setup, folder);
    }
}
