package dev.anneal.examples;

import dev.anneal.Horizon;
import dev.anneal.Schedule;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Entry;
import java.util.List;

/** A dialect that is not the project's own; a line in {@code META-INF/services} makes it known. */
public final class OwnDialect implements Dialect {

    /** Made by the service loader. */
    public OwnDialect() {}

    @Override
    public String name() {
        return "house";
    }

    @Override
    public List<Entry> entries() {
        return List.of(Entry.of("HalfLife(optimizer, steps, floor=0)")
                .where("steps", Condition.positive())
                .where("floor", Condition.atLeast(0))
                .formula("max(floor, base · 0.5^(t / steps))")
                .means(call -> {
                    double steps = call.number("steps");
                    double floor = call.number("floor");
                    return call.rates(
                            base -> Schedule.exponential(base, 0.5, steps).atLeast(floor));
                })
                .example("HalfLife(optimizer, steps=30)", "lr=0.1 steps=100")
                .source("the trainer of this house, 1.0"));
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Horizon run = Horizon.parse("lr=0.1");
        System.out.println(Dialects.read("house.HalfLife(optimizer, steps=30)", run));
        // lr = exponential(0.1, 0.5, 30).atLeast(0)
        try {
            Dialects.read("HalfLife(optimizer, 0)", run);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            // steps must be > 0, got 0
            //   HalfLife(optimizer, 0)
            //                       ^
        }
    }
}
