package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.notation.NotationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Few words that would say too much are refused, and soon. */
@Timeout(60)
class BoundsOfReadingTest {

    private static final String MANY = doubled("linear(0, 1, 5)", "b = a.then(a)", 19);

    /** A name for a schedule, doubled again and again; the last name is {@code z}. */
    private static String doubled(String first, String doubling, int times) {
        String lines = IntStream.range(0, times)
                .mapToObj(i -> doubling.replaceAll("\\bb\\b", "s" + (i + 1)).replaceAll("\\ba\\b", "s" + i))
                .collect(Collectors.joining("\n"));
        return "s0 = " + first + "\n" + lines + "\nz = s" + times + "\n";
    }

    private static String numbers(int count, String entry) {
        return IntStream.range(0, count).mapToObj(i -> i + entry).collect(Collectors.joining(", "));
    }

    private static String lines(int count, String line) {
        return IntStream.range(0, count).mapToObj(i -> "x" + i + " = " + line).collect(Collectors.joining("\n"));
    }

    private static void refused(String text, String problem) {
        assertThatThrownBy(() -> Plan.parse(text))
                .isInstanceOfSatisfying(
                        NotationException.class, e -> assertThat(e.problem()).contains(problem));
    }

    @Test
    void namesThatStandForMuchCountAsAllOfIt() {
        refused(MANY + lines(3000, "z.then(hold(1, 1))"), "too much work");
        refused(MANY + lines(3000, "s0.then(z)"), "too much work");
        refused(MANY + lines(3000, "z"), "must have at most 1000000 parts");
    }

    @Test
    void copiesOfWhatANameStandsForAreWork() {
        refused(MANY + lines(100, "z.then(hold(1, 1)).until(0).then(hold(2, 1))"), "too much work");
    }

    @Test
    void tablesAndExpressionsCountByTheirText() {
        refused(doubled("multiStep(0.1, 1, " + numbers(100_000, "") + ")", "b = a + a", 19), "1000000 parts");
        String wide = "formula(t -> max(" + "t, ".repeat(100_000) + "t))";
        refused(doubled(wide, "b = a + a", 19), "1000000 parts");
        refused("piecewise({" + numbers(100_000, ": 1") + "})" + ".stretched(1)".repeat(50_000), "too much work");
    }

    @Test
    void iterationsCountTheirFunctions() {
        refused("iterate(1, 10000000, (k, x) -> max(" + "x, ".repeat(1000) + "x))", "too much work");
        assertThat(Schedule.parse("iterate(1, 1000, (k, x) -> max(" + "x, ".repeat(1000) + "x))")
                        .at(999))
                .isOne();
    }

    @Test
    void messagesStayShortWhateverTheNames() {
        String name = "a".repeat(1_000_000);
        for (String text :
                new String[] {name, name + "(1)", "linear(0, 1, 5)." + name + "(1)", name + " = 1\n" + name + " = 2"}) {
            assertThatThrownBy(() -> Plan.parse(text))
                    .isInstanceOfSatisfying(
                            NotationException.class,
                            e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
        }
        Schedule wide = Schedule.exponential(1, 0.5);
        for (int i = 0; i < 10; i++) {
            wide = wide.plus(wide);
        }
        Schedule endless = wide;
        assertThatThrownBy(() -> endless.then(endless))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void horizonsOfManyFactsAreReadInTime() {
        String facts = IntStream.range(0, 100_000).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(" "));
        assertThat(Horizon.parse(facts).names()).hasSize(100_000);
    }
}
