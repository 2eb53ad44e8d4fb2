package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States as text. */
class StatesTest {

    private static final Plateau PLATEAU = Plateau.on("loss");

    @Test
    void areOneLineOfWhatTheRuleKnows() {
        Observing observing = new Observing(PLATEAU.waiting(Patience.of(1).cooldown(3)), 0.1, 0.01);
        assertThat(observing.state()).hasToString("best=inf bad=0 cooldown=0 rest=0 scale=1,1");
        observing.values(0.42, 0.42, 0.5, 0.3);
        assertThat(observing.state()).hasToString("best=0.3 bad=0 cooldown=2 rest=0 scale=0.1,0.1");
    }

    @Test
    void holdWindowsAndSums() {
        Observing windowed = new Observing(PLATEAU.looking(Signal.window(2)), 1);
        windowed.values(0.1, 0.2, 0.3);
        assertThat(windowed.state())
                .hasToString("best=0.1 bad=2 cooldown=0 rest=0 sum=0.5000000000000001 window=0.2,0.3 scale=1");
        Observing mean = new Observing(PLATEAU.looking(Signal.meanOf(4)), 1);
        mean.values(1, 2);
        assertThat(mean.state()).hasToString("best=inf bad=0 cooldown=0 rest=0 seen=2 mean=1.5 scale=1");
        Observing first = new Observing(PLATEAU.judging(Comparison.lower().startingAt(Double.NaN)), 1);
        assertThat(first.state()).hasToString("best=none bad=0 cooldown=0 rest=0 scale=1");
        assertThat(new Observing(Greedy.on("loss"), 1).state())
                .hasToString("best=inf bad=0 good=0 rest=0 left=500 scale=1");
        assertThat(new Observing(NewBob.on("loss"), 1).state()).hasToString("previous=nan used=0 scale=1");
        assertThat(new Observing(Adaptive.on("loss"), 1).state()).hasToString("best=inf bad=0 scale=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "null", textBlock = """
            ~~                                               | state must be key=value, parted by blanks, got ''
            nonsense                                         | state must be key=value, parted by blanks, got 'nonsense'
            best=1  bad=0                                    | state must be key=value, parted by blanks, got 'best=1  bad=0'
            best=1                                           | the state has no bad
            best=1 bad=0 cooldown=0 rest=0                   | the state has no scale
            best=1 bad=0 cooldown=0 rest=0 scale=1 best=2    | 'best' stands twice in the state
            best=1 bad=0 cooldown=0 rest=0 scale=1 extra=2   | the state of this rule has no 'extra'
            best=1 bad=0 cooldown=0 rest=0 seen=2 mean=1 scale=1 | the state of this rule has no 'mean'
            best=one bad=0 cooldown=0 rest=0 scale=1         | best must be a number, got 'one'
            best=0x1p3 bad=0 cooldown=0 rest=0 scale=1       | best must be a number, got '0x1p3'
            best=1d bad=0 cooldown=0 rest=0 scale=1          | best must be a number, got '1d'
            best=1 bad=-1 cooldown=0 rest=0 scale=1          | bad must be a whole number >= 0, got '-1'
            best=1 bad=1.5 cooldown=0 rest=0 scale=1         | bad must be a whole number >= 0, got '1.5'
            best=1 bad=0 cooldown=9999999999 rest=0 scale=1  | cooldown must be a whole number in 0..2147483647, got '9999999999'
            best=1 bad=0 cooldown=0 rest=0 scale=            | scale must be one number for each group, got none
            best=1 bad=0 cooldown=0 rest=0 scale=1,,1        | scale must be a number, got ''
            best=1 bad=0 cooldown=0 rest=0 scale=nan         | scale must be finite, got nan
            best=1 bad=0 cooldown=0 rest=0 scale=1e999       | scale must be finite, got inf
            """)
    void thatAreNoneAreRefused(String text, String message) {
        assertThatThrownBy(() -> PLATEAU.state(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void thatCannotBeAreRefused() {
        Plateau windowed = PLATEAU.looking(Signal.window(2));
        assertThatThrownBy(() -> windowed.state("best=1 bad=0 cooldown=0 rest=0 sum=6 window=1,2,3 scale=1"))
                .hasMessage("window must have at most 2 numbers, got 3");
        Plateau mean = PLATEAU.looking(Signal.meanOf(2));
        assertThatThrownBy(() -> mean.state("best=1 bad=0 cooldown=0 rest=0 seen=2 mean=1 scale=1"))
                .hasMessage("seen must be a whole number in 0..1, got '2'");
        assertThatThrownBy(() -> PLATEAU.state("x=" + "1".repeat(5_000_000)))
                .hasMessage("state must have at most 4000000 characters, got 5000002");
        assertThatThrownBy(() -> PLATEAU.state("y".repeat(100))).hasMessageEndingWith("got '" + "y".repeat(40) + "…'");
    }

    @Test
    void readInAnyOrder() {
        assertThat(PLATEAU.state("scale=0.1 rest=0 cooldown=0 bad=2 best=0.5"))
                .isEqualTo(PLATEAU.state("best=0.5 bad=2 cooldown=0 rest=0 scale=0.1"));
    }
}
