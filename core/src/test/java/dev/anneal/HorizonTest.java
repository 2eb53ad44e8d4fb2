package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HorizonTest {

    @Test
    void itsTextReadsBack() {
        Horizon horizon = Horizon.parse("steps=1_000  optimizer=adam lr=0.1,0.01 batch=64 groups=head,body beta1=9e-1");
        assertThat(horizon).hasToString("batch=64 beta1=0.9 groups=head,body lr=0.1,0.01 optimizer=adam steps=1000");
        assertThat(Horizon.parse(horizon.toString()))
                .isEqualTo(horizon)
                .hasSameHashCodeAs(horizon)
                .isNotEqualTo(Horizon.UNKNOWN);
        assertThat(Horizon.parse(" ")).isEqualTo(Horizon.UNKNOWN).hasToString("");
    }

    @Test
    void totalAndEpochFollowFromWhatIsKnown() {
        assertThat(Horizon.parse("epochs=90 steps_per_epoch=391").steps()).hasValue(35_190);
        assertThat(Horizon.parse("steps=35190 epochs=90").stepsPerEpoch()).hasValue(391);
        assertThat(Horizon.parse("steps=100 epochs=0.3 steps_per_epoch=7").steps())
                .hasValue(100);
        assertThat(Horizon.parse("epochs=0.3 steps_per_epoch=70").steps()).hasValue(21);
        assertThat(Horizon.parse("epochs=3").steps()).isEqualTo(OptionalDouble.empty());
        assertThat(Horizon.parse("steps=3").stepsPerEpoch()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void numbersAreBoundUnderTheirKeys() {
        Horizon horizon = Horizon.parse("steps=1000 epochs=10 optimizer=adam lr=0.1,0.01 beta2=.999");
        assertThat(horizon.names())
                .isEqualTo(Map.of("total", 1000.0, "epoch", 100.0, "steps", 1000.0, "epochs", 10.0, "beta2", 0.999));
        assertThat(horizon.fact("optimizer")).isEqualTo("adam");
        assertThat(horizon.fact("lr")).isEqualTo("0.1,0.01");
        assertThat(horizon.fact("momentum")).isNull();
    }

    @Test
    void aFactOfTheSameKeyIsReplaced() {
        Horizon horizon = Horizon.UNKNOWN.with("steps", 10).with("steps", 20).with("optimizer", "sgd");
        assertThat(horizon).hasToString("optimizer=sgd steps=20");
        assertThat(Horizon.UNKNOWN).hasToString("");
    }

    @Test
    void whatTheNotationDoesNotReadAsANumberIsAWord() {
        for (String word :
                new String[] {"0.1f", "1d", "0x1p3", "nan", "inf", "Infinity", "1e", "-", ".", "2020-01-01"}) {
            Horizon horizon = Horizon.UNKNOWN.with("note", word);
            assertThat(horizon.names()).as(word).isEmpty();
            assertThat(horizon.fact("note")).isEqualTo(word);
        }
    }

    @Test
    void schedulesAreReadWithItsNames() {
        Horizon horizon = Horizon.parse("steps=1000 steps_per_epoch=100 gamma=0.5");
        Schedule read = Schedule.parse("linear(0, 0.1, 2*epoch).then(exponential(0.1, gamma, total))", horizon);
        assertThat(read).isEqualTo(Schedule.parse("linear(0, 0.1, 200).then(exponential(0.1, 0.5, 1000))"));
        assertThat(Schedule.parse("formula(t -> gamma * t / total)", horizon))
                .hasToString("formula(t -> 0.5 * t / 1000)");
    }

    @Test
    void totalIsAnotherWordForSteps() {
        assertThat(Horizon.parse("total=100 epochs=5").steps()).hasValue(100);
        assertThat(Horizon.parse("total=100 epochs=5").stepsPerEpoch()).hasValue(20);
    }
}
