package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.anneal.notation.NotationException;
import java.nio.charset.StandardCharsets;

/** Whatever the text, it is a schedule, a plan, or an error; what was read prints, reads again, and answers for all times. */
class ScheduleFuzzTest {

    private static final Horizon HORIZON = Horizon.parse("steps=1000 steps_per_epoch=100");
    private static final double[] TIMES = {0, 0.5, 1, 3, 99.9, 100, 1000, 1e9, 1e300, Double.MAX_VALUE};

    @FuzzTest
    void schedulesAreReadOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Schedule schedule = Schedule.parse(text, HORIZON);
            assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule).hasSameHashCodeAs(schedule);
            answers(schedule);
        } catch (NotationException expected) {
            assertThat(expected.text()).isEqualTo(text);
        }
    }

    @FuzzTest
    void plansAreReadOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Plan plan = Plan.parse(text, HORIZON);
            assertThat(Plan.parse(plan.toString())).isEqualTo(plan).hasSameHashCodeAs(plan);
            plan.assignments().forEach(assignment -> answers(assignment.schedule()));
        } catch (NotationException expected) {
            assertThat(expected.text()).isEqualTo(text);
        }
    }

    private static void answers(Schedule schedule) {
        double[] filled = new double[1];
        for (double t : TIMES) {
            double value = schedule.at(t);
            schedule.before(t);
            assertThat(schedule.nextKnot(t)).isGreaterThan(t);
            schedule.fill(t, 0, filled);
            assertThat(Double.compare(filled[0], value)).isZero();
        }
        assertThat(schedule.length()).isGreaterThanOrEqualTo(0);
    }
}
