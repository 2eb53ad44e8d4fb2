package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.testkit.TinyEngine.Fault;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract finds what is wrong with an adapter. */
class AdapterContractTest {

    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    /** The tests that fail, with what they say. */
    private static Map<String, Throwable> failures(AdapterContract contract) {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        contract.contract().forEach(test -> {
            try {
                test.getExecutable().execute();
            } catch (Throwable e) {
                failures.put(test.getDisplayName(), e);
            }
        });
        return failures;
    }

    private static List<String> names(Set<Capability> capabilities) {
        return new TinyEngine.Contract(capabilities, Optional.empty())
                .contract()
                .map(DynamicTest::getDisplayName)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FIRST_INDEX_IS_ONE                    | the first update uses the value at 0
            REPLICAS_ADVANCE                      | replicas move together, once per update
            REPLICAS_ADVANCE                      | groups of replicas follow rates of their own
            PARAMETERS_ADVANCE                    | every update uses one value, on all weights
            MICRO_BATCHES_ADVANCE                 | accumulated gradients make one update
            SKIPPED_UPDATES_ADVANCE               | a skipped update moves neither weights nor clock
            READING_ADVANCES                      | what is read and logged is what the updates use
            READING_ADVANCES                      | reading moves nothing
            EVALUATION_ADVANCES                   | an evaluation moves neither weights nor clock
            LOSES_AN_UPDATE_IN_A_THOUSAND         | thousands of updates follow the plan
            STALLS_WHEN_THE_FIRST_GROUP_IS_FROZEN | the clock goes on for a frozen group
            STALLS_WHEN_THE_FIRST_GROUP_IS_FROZEN | the clock goes on when groups swap
            STALLS_UNTIL_ALL_GROUPS_ARE_TRAINED   | the clock goes on when groups are unfrozen one after another
            MOVES_FROZEN_GROUPS                   | the clock goes on for a frozen group
            ONE_RATE_FOR_ALL_GROUPS               | groups follow rates of their own
            RATE_WITHIN_THE_VELOCITY              | momentum is PyTorch's
            MOMENTUM_OF_THE_START                 | momentum follows its schedule
            MOMENTUM_OF_THE_FIRST_GROUP           | groups have momenta of their own
            ONE_VELOCITY_FOR_ALL_REPLICAS         | replicas keep a velocity each
            OBSERVES_THE_EVALUATION_BEFORE        | a rule acts from the update after the evaluation
            FORGETS_EVALUATIONS                   | a rule acts from the update after the evaluation
            SWALLOWS_EXCEPTIONS                   | a schedule that throws stops the training
            SWALLOWS_EXCEPTIONS_OF_RULES          | a rule that throws stops the training
            APPLIES_WHAT_IS_NOT_A_NUMBER          | what is not a number never reaches the weights
            RESUMES_AT_ZERO                       | training resumes where it was
            RESUMES_THE_CLOCK_ALONE               | rules resume with what they have seen
            LOGS_NOTHING                          | what is read and logged is what the updates use
            ROUNDS_TO_HALF_PRECISION              | values keep single precision
            IS_LATE_AFTER_A_SKIP                  | a skipped update moves neither weights nor clock
            IGNORES_WHAT_IS_SET_BY_HAND           | what is set by hand is used by the next update
            FORGETS_THE_SECOND_GROUP_WHEN_IT_RESUMES | groups resume with rates of their own
            OTHER_REPLICAS_STALL_WHEN_A_GROUP_IS_FROZEN | replicas move together when groups are frozen
            MOMENTUM_IS_ONE_UPDATE_LATE           | momentum follows its schedule
            OBSERVES_TWICE                        | a rule acts from the update after the evaluation
            PASSES_OVER_WHAT_IS_NOT_A_NUMBER      | an evaluation that is not a number reaches the rules
            RULES_ACT_ON_ALL_GROUPS               | a rule acts on its group alone
            FORGETS_VELOCITIES                    | training resumes with the velocities that it had
            DECAYS_BY_THE_START                   | weight decay follows its schedule
            DECAYS_ALL_GROUPS_ALIKE               | groups have weight decays of their own
            """)
    void everyFaultFailsItsTest(Fault fault, String test) {
        Map<String, Throwable> failures = failures(new TinyEngine.Contract(ALL, Optional.of(fault)));
        assertThat(failures).containsKey(test);
        assertThat(failures.get(test)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void noFaultPasses(Fault fault) {
        assertThat(failures(new TinyEngine.Contract(ALL, Optional.of(fault)))).isNotEmpty();
    }

    @Test
    void anEngineThatTakesWhatItDoesNotKnowFails() {
        var contract = new TinyEngine.Contract(ALL, Optional.of(Fault.TAKES_EVERYTHING));
        assertThat(failures(contract)).hasSize(1).hasValueSatisfying(told("must be refused"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCUMULATION", "FREEZING", "SKIPPING", "MOMENTUM", "WEIGHT_DECAY", "EVALUATION"})
    void whatIsThereMustBeDeclared(Capability capability) {
        Set<Capability> declared = EnumSet.complementOf(EnumSet.of(capability));
        assertThat(failures(new TinyEngine.Contract(declared, Optional.empty())))
                .hasSize(1)
                .hasValueSatisfying(told("must be"));
    }

    private static org.assertj.core.api.Condition<Throwable> told(String words) {
        return new org.assertj.core.api.Condition<>(e -> e.getMessage().contains(words), words);
    }

    @Test
    void oneTestTellsWhatIsDeclared() {
        assertThat(names(EnumSet.of(Capability.GROUPS, Capability.SKIPPING)))
                .contains("can [GROUPS, SKIPPING], and refuses [REPLICAS, ACCUMULATION, FREEZING, MOMENTUM,"
                        + " WEIGHT_DECAY, EVALUATION, RESUMING]");
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void everyCapabilityAsksForTests(Capability capability) {
        assertThat(names(EnumSet.complementOf(EnumSet.of(capability))))
                .hasSizeLessThan(names(ALL).size());
    }

    @Test
    void anEngineThatCanDoNothingElseIsAskedForUpdatesAlone() {
        assertThat(names(Set.of()))
                .contains("the first update uses the value at 0", "thousands of updates follow the plan")
                .doesNotContain("training resumes where it was", "momentum is PyTorch's");
    }

    @Test
    void whatFailsIsToldWithTheUpdate() {
        var contract = new TinyEngine.Contract(Set.of(), Optional.of(Fault.LOSES_AN_UPDATE_IN_A_THOUSAND));
        assertThat(failures(contract).get("thousands of updates follow the plan"))
                .hasMessage("weight 0 of all must lose 0.375, lost 0.359375, at step 1000");
    }
}
