package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.anneal.Horizon;
import dev.anneal.notation.NotationException;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are made to cost much get an answer, or an error, in bounded time. */
class HostileTest {

    private static final String OPTIMIZER = "o = SGD(p, lr=0.1)\n";

    /** A text, under a name that is short. */
    record Hostile(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Lines that each use the one before, and a scheduler that uses the last. */
    private static Hostile chain(String name, String first, String each, int count, String last) {
        String text = OPTIMIZER
                + first
                + "\n"
                + lines(count, i -> each.replace("NEXT", "x" + (i + 1)).replace("LAST", "x" + i))
                + last.replace("LAST", "x" + count);
        return new Hostile(name, text);
    }

    static Stream<Hostile> large() {
        return Stream.of(
                new Hostile("brackets", "(".repeat(10_000_000)),
                new Hostile("brackets in a block", OPTIMIZER + "s = StepLR(o, 3)\n" + "[]".repeat(1_000_000)),
                new Hostile("statements", OPTIMIZER + "a=f()\n".repeat(50_000) + "s = StepLR(o, 3)"),
                new Hostile("attributes", OPTIMIZER + "s = StepLR(o, a" + ".b".repeat(300_000) + ")"),
                new Hostile("calls", OPTIMIZER + "x = a" + ".b()".repeat(100_000) + "\ns = StepLR(o, x)"),
                new Hostile("digits", OPTIMIZER + "s = StepLR(o, " + "9".repeat(1_000_000) + ")"),
                new Hostile("powers", OPTIMIZER + "s = StepLR(o, 9**9**9**9)"),
                new Hostile("groups", "o = SGD([{'params': a, 'lr': 0.1}] * 1000000)\ns = StepLR(o, 30)"),
                new Hostile("range", OPTIMIZER + "s = MultiStepLR(o, range(10 ** 15))"),
                new Hostile(
                        "parameters",
                        "FixedPerVarTracker.builder()" + lines(50_000, i -> ".put(\"p" + i + "\", " + i + "f)")
                                + ".build()"),
                new Hostile("schedulers", OPTIMIZER + lines(20_000, i -> "s" + i + " = StepLR(o, 3)")),
                new Hostile(
                        "ifs",
                        OPTIMIZER + "def f(t):\n" + lines(5_000, i -> "    if t < " + i + ": return 1")
                                + "    return t\ns = LambdaLR(o, f)"),
                new Hostile(
                        "ways",
                        OPTIMIZER + "def f(t):\n"
                                + lines(60, i -> "    if t < " + i + ":\n        if t > 3: return 1\n        x = 2")
                                + "    return t\ns = LambdaLR(o, f)"),
                new Hostile(
                        "doubling",
                        OPTIMIZER + "def f(t):\n" + "    t = t + t\n".repeat(200)
                                + "    return t\ns = LambdaLR(o, f)"));
    }

    static Stream<Hostile> names() {
        return Stream.of(
                chain("names", "x0 = f()", "NEXT = LAST", 20_000, "s = StepLR(o, LAST)"),
                chain("sums", "x0 = 1", "NEXT = LAST + 1", 20_000, "s = StepLR(o, LAST)"),
                chain("unknown sums", "x0 = f()", "NEXT = LAST + LAST", 20_000, "s = StepLR(o, LAST)"),
                chain("lists", "x0 = [1]", "NEXT = LAST + LAST", 60, "s = MultiStepLR(o, LAST)"),
                chain("long lists", "x0 = [1]", "NEXT = LAST + [1]", 20_000, "s = MultiStepLR(o, LAST)"),
                chain("nested lists", "x0 = [1]", "NEXT = [LAST, LAST]", 60, "s = MultiStepLR(o, LAST)"),
                chain("deep lists", "x0 = [[1]]", "NEXT = [[LAST[0][0]]]", 20_000, "s = StepLR(o, LAST[0][0])"),
                chain("lambdas", "x0 = lambda t: t", "NEXT = lambda t: LAST(t) + LAST(t)", 60, "s = LambdaLR(o, LAST)"),
                chain(
                        "lambdas of numbers",
                        "x0 = lambda t: t",
                        "NEXT = lambda t: LAST(t) + LAST(t)",
                        60,
                        "s = StepLR(o, LAST(1))"),
                chain("children", "x0 = StepLR(o, 3)", "NEXT = ChainedScheduler([LAST, LAST])", 60, ""),
                chain("deep children", "x0 = StepLR(o, 3)", "NEXT = ChainedScheduler([LAST])", 900, ""),
                chain(
                        "joined",
                        "x0 = optax.constant_schedule(1)",
                        "NEXT = optax.join_schedules([LAST, LAST], [3])",
                        60,
                        ""),
                new Hostile("endless lambda", OPTIMIZER + "f = lambda t: f(t + 1)\ns = LambdaLR(o, f)"),
                new Hostile("endless number", OPTIMIZER + "f = lambda t: f(t + 1)\ns = StepLR(o, f(1))"),
                new Hostile("endless function", OPTIMIZER + "def f():\n    s = StepLR(o, 3)\n    f()\nf()"),
                new Hostile(
                        "items of items",
                        OPTIMIZER + "x = [" + "1,".repeat(900) + "]\ns = LambdaLR(o, lambda t: x[x[x[x[t]]]])"));
    }

    static Stream<Hostile> files() {
        String state = "{\"_last_lr\": [0.1], \"_schedulers\": [";
        return Stream.of(
                new Hostile("braces", "{".repeat(10_000_000)),
                new Hostile("lists", "a: " + "[".repeat(10_000_000)),
                new Hostile("mappings", "a: " + "{a: ".repeat(1_000_000)),
                new Hostile("dashes", "- ".repeat(100_000) + "a: 1"),
                new Hostile("questions", "a: 1\n" + "? ".repeat(1_000_000)),
                new Hostile("keys", lines(200_000, i -> "k" + i + ": " + i)),
                new Hostile(
                        "anchors", "a: &x0 1\n" + lines(100_000, i -> "k" + i + ": &x" + (i + 1) + " [*x" + i + "]")),
                new Hostile(
                        "laughs",
                        "k: &x0 [1]\n" + lines(60, i -> "k" + i + ": &x" + (i + 1) + " [*x" + i + ", *x" + i + "]")),
                new Hostile("own alias", "a: &x [*x]"),
                new Hostile("long scalar", "a: " + "b ".repeat(5_000_000)),
                new Hostile("quotes", "a: \"" + "b\\".repeat(5_000_000)),
                new Hostile("block", "a: |\n" + " b\n".repeat(3_000_000)),
                new Hostile("digits in a file", "{\"max_steps\": " + "9".repeat(1_000_000) + "}"),
                new Hostile(
                        "variables",
                        "max_duration: ${k0}\noptimizer: {name: sgd}\nscheduler: {name: constant}\n"
                                + lines(1000, i -> "k" + i + ": ${k" + (i + 1) + "}${k" + (i + 1) + "}")),
                new Hostile("models", "{\"optimizer\": ".repeat(190) + "1" + "}".repeat(190)),
                new Hostile("states", state.repeat(60) + "]}".repeat(60)),
                new Hostile(
                        "milestones",
                        "{\"milestones\": {" + "\"3\": 1000000000000, \"4\": 1000" + "}, \"gamma\": 0.1, "
                                + "\"base_lrs\": [0.1], \"last_epoch\": 1, \"_last_lr\": [0.1]}"),
                new Hostile(
                        "layers",
                        "{\"confs\": [" + "{\"layer\": {\"iupdater\": {\"learningRate\": 1}}},".repeat(100_000)
                                + "]}"));
    }

    @ParameterizedTest
    @MethodSource({"large", "names", "files"})
    void isAnsweredInTime(Hostile hostile) {
        String answer = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> answer(hostile.text));

        assertThat(answer).isNotBlank();
    }

    private static String answer(String text) {
        try {
            return Dialects.understand(text, Horizon.UNKNOWN).taken();
        } catch (NotationException e) {
            assertThat(e.span().end()).isLessThanOrEqualTo(text.length());
            return e.getMessage();
        }
    }
}
