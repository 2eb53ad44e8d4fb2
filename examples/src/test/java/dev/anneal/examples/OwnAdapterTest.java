package dev.anneal.examples;

import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import dev.anneal.training.Scheduler;
import java.util.EnumSet;
import java.util.Set;

/** The adapter of the guide keeps the contract. */
class OwnAdapterTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(Capability.GROUPS, Capability.RESUMING);
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        var optimizer = new OwnAdapter.Descent(setup.groups().size());
        Scheduler scheduler = setup.scheduler(new OwnAdapter.Rates(optimizer, setup.groups()));
        return new AdapterSubject() {
            @Override
            public Scheduler scheduler() {
                return scheduler;
            }

            @Override
            public void update() {
                optimizer.step(1);
                scheduler.advance();
            }

            @Override
            public double[] weights(String group, int replica) {
                return new double[] {optimizer.weights[setup.groups().indexOf(group)]};
            }
        };
    }
}
