package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.Response;
import dev.anneal.Feedback.State;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for every rule, whatever is observed. */
class RuleLawsTest {

    private static final int OBSERVATIONS = 60;
    private static final int GROUPS = 3;

    private static double[] scheduled(RandomRules random) {
        return new double[] {random.scheduled(), random.scheduled(), random.scheduled()};
    }

    @RepeatedTest(300)
    void itsTextReadsBack(RepetitionInfo info) {
        Feedback rule = new RandomRules(info.getCurrentRepetition()).rule();
        Plan plan = Plan.of(Schedule.constant(1)).with(Hyperparameter.LEARNING_RATE, "", rule);
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @RepeatedTest(300)
    void aStateThatIsPrintedAndReadGoesOnInTheSameWay(RepetitionInfo info) {
        RandomRules random = new RandomRules(info.getCurrentRepetition());
        Feedback rule = random.rule();
        State state = rule.start(GROUPS);
        for (int k = 0; k < OBSERVATIONS; k++) {
            State read = rule.state(state.toString());
            assertThat(read).isEqualTo(state).hasSameHashCodeAs(state).hasToString(state.toString());
            assertThat(state.toString()).doesNotContain("\n");
            Observation observation = new Observation(random.metric(), k, scheduled(random));
            Response response = state.observe(observation);
            assertThat(read.observe(observation)).isEqualTo(response);
            state = response.state();
        }
    }

    @RepeatedTest(100)
    void observingChangesNothingThatIsThere(RepetitionInfo info) {
        RandomRules random = new RandomRules(info.getCurrentRepetition());
        State state = random.rule().start(GROUPS);
        for (int k = 0; k < OBSERVATIONS; k++) {
            double[] scheduled = scheduled(random);
            Observation observation = new Observation(random.metric(), k, scheduled.clone());
            String before = state.toString();
            Response response = state.observe(observation);
            assertThat(state).hasToString(before);
            assertThat(observation.scheduled()).isEqualTo(scheduled);
            assertThat(state.observe(observation)).isEqualTo(response);
            state = response.state();
        }
    }

    @RepeatedTest(100)
    void aReasonIsOneSentence(RepetitionInfo info) {
        RandomRules random = new RandomRules(info.getCurrentRepetition());
        State state = random.rule().start(GROUPS);
        for (int k = 0; k < OBSERVATIONS; k++) {
            Response response = state.observe(new Observation(random.metric(), k, scheduled(random)));
            assertThat(response.reason()).isNotBlank().doesNotEndWith(".").doesNotContain("  ");
            if (!response.acted()) {
                for (int g = 0; g < GROUPS; g++) {
                    assertThat(response.state().applied(g, 0.1)).isEqualTo(state.applied(g, 0.1));
                }
            }
            state = response.state();
        }
    }

    @RepeatedTest(100)
    void aGroupThatJoinsIsNotActedOnYet(RepetitionInfo info) {
        RandomRules random = new RandomRules(info.getCurrentRepetition());
        Feedback rule = random.rule();
        State state = rule.start(GROUPS);
        for (int k = 0; k < OBSERVATIONS; k++) {
            state = state.observe(new Observation(random.metric(), k, scheduled(random)))
                    .state();
        }
        State joined = state.joined();
        assertThat(joined.groups()).isEqualTo(GROUPS + 1);
        assertThat(joined.applied(GROUPS, 0.1)).isEqualTo(0.1);
        for (int g = 0; g < GROUPS; g++) {
            assertThat(joined.applied(g, 0.1)).isEqualTo(state.applied(g, 0.1));
        }
        assertThat(rule.state(joined.toString())).isEqualTo(joined);
    }

    @RepeatedTest(100)
    void inAnotherUnitTheSameHappensAtTheSameTime(RepetitionInfo info) {
        RandomRules random = new RandomRules(info.getCurrentRepetition());
        Feedback rule = random.rule();
        State epochs = rule.start(GROUPS);
        State steps = rule.stretched(100).start(GROUPS);
        for (int k = 0; k < OBSERVATIONS; k++) {
            double metric = random.metric();
            double[] scheduled = scheduled(random);
            epochs = epochs.observe(new Observation(metric, k, scheduled)).state();
            steps = steps.observe(new Observation(metric, k * 100, scheduled)).state();
            assertThat(steps).hasToString(epochs.toString());
        }
    }
}
