package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Halves each value at each metric above 1, down to a floor; remembers the sum of the metrics. */
record Halving(String metric, double floor) implements Feedback {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seen(Halving rule, double sum, double[] scales) implements State {

        @Override
        public int groups() {
            return scales.length;
        }

        @Override
        public double applied(int group, double scheduled) {
            return scheduled * scales[group];
        }

        @Override
        public Response observe(Observation observation) {
            if (Double.isNaN(observation.metric())) {
                throw new IllegalArgumentException(rule.metric + " must be a number");
            }
            double[] next = scales.clone();
            boolean acts = observation.metric() > 1;
            for (int i = 0; acts && i < next.length; i++) {
                boolean room = observation.scheduled()[i] * next[i] / 2 >= rule.floor;
                next[i] = room ? next[i] / 2 : next[i];
            }
            Seen seen = new Seen(rule, sum + observation.metric(), next);
            return new Response(seen, acts, acts ? "halved above 1" : "not above 1");
        }

        @Override
        public State joined() {
            double[] more = Arrays.copyOf(scales, scales.length + 1);
            more[scales.length] = 1;
            return new Seen(rule, sum, more);
        }

        @Override
        public String toString() {
            return Numerals.text(sum) + ":"
                    + Arrays.stream(scales).mapToObj(Numerals::text).collect(Collectors.joining(","));
        }
    }

    static Halving on(String metric) {
        return new Halving(metric, 0);
    }

    @Override
    public State start(int groups) {
        double[] scales = new double[groups];
        Arrays.fill(scales, 1);
        return new Seen(this, 0, scales);
    }

    @Override
    public State state(String text) {
        String[] parts = text.split("[:,]");
        double[] scales =
                Arrays.stream(parts).skip(1).mapToDouble(Double::parseDouble).toArray();
        return new Seen(this, Double.parseDouble(parts[0]), scales);
    }

    @Override
    public Feedback stretched(double factor) {
        return this;
    }

    @Override
    public String toString() {
        return "halving(on=\"" + metric + "\", floor=" + Numerals.text(floor) + ")";
    }
}
