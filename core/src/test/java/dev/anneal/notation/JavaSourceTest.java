package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSourceTest {
    @Test
    void statementsOfDjlAndDl4jAreRead() {
        String text = """
                import ai.djl.training.tracker.Tracker;
                import static a.B.*;
                // don't mind
                Tracker t = Tracker.cosine().setBaseValue(0.1f).build(); /* one */
                Map<Integer, Double> m = new HashMap<>();
                m.put(0, 0.06);
                ISchedule s = new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.5).build();
                """;
        assertThat(Source.parse(text).language()).isEqualTo(Source.Language.JAVA);
        assertThat(Lines.text(text))
                .isEqualTo("import {Tracker=ai.djl.training.tracker.Tracker}; import {*=a.B}; "
                        + "t = Tracker.cosine().setBaseValue(0.10000000149011612).build(); "
                        + "m = HashMap(); m.put(0, 0.06); "
                        + "s = MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.5).build()");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            final float x = 0.1f, y = 1e-3F; | x = 0.10000000149011612; y = 0.0010000000474974513
            float x = 1, y = a / b; | x = 1.0; y = float(a / b)
            double x = 7 / 2, y[] = {1}; | x = double(7 // 2); y = [1]
            double[] x = {1, 2}; | x = [1, 2]
            int x = 1; | x = 1
            int[] a = {10, 20}; | a = [10, 20]
            var a = new int[] {1, 0x1F, 1_000L}; | a = [1, 31, 1000]
            z = (float) x * 2 + (int) -3.5; | z = float(x) * 2 + int(-3.5)
            f = e -> e < 10 ? 0.5 : 0.25; | f = e -> 0.5 if e < 10 else 0.25
            f = (int a, B b) -> { return Math.pow(a, b); }; | f = (a, b) -> Math.pow(a, b)
            f = () -> { go(); }; | f = () -> { go(); }
            q = !a == b; | q = (not a) == b
            q = 1 / 2 + a / 2; | q = 1 // 2 + a / 2
            g(Foo::bar, true, null, 'c'); | g(Foo::bar, True, None, "c")
            new X() { int a; }; | new X() { int a; }
            double un; | skipped double
            i++; | i++
            for (int i = 0; i < 3; i++) { t.step(); } | skipped for {t.step()}
            public float f(int e) { return 0.5f * e; } | skipped public {return 0.5 * e}
            class A { final float a = 3f; } | skipped class {a = 3.0}
            float lambda = 3; | unread []: 'lambda' is a reserved word of the notation
            float a = f(1; | unread [a]: the bracket is never closed
            x = 1e40f; | unread [x]: the number is too large for a float
            """)
    void statementsAreRead(String text, String read) {
        assertThat(Lines.text(Source.parse(text, Source.Language.JAVA).lines())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 10)",
                "x = 0.1f",
                "// rates\nx = 1",
                "float x = 0.1;",
                "a(/* lr */ 0.1)",
                "import a.b.C;",
                "int[] a = b",
                "x = a && b",
                "f((float) 0.1)",
                "f((float) -0.1)",
                "f((int) a)",
                "f(1.5E-4d)",
                "```java\nx = 1\n```"
            })
    void javaIsKnownByWhatPythonHasNot(String text) {
        assertThat(Source.parse(text).language()).isEqualTo(Source.Language.JAVA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 7 // 2",
                "x = (7\n// 2)",
                "s = 'new X(0.1f)' # new X",
                "import os.path; x = 1",
                "!ls data/*.csv && new x",
                "dl4j.StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 10)",
                "def f(a, /, *b): pass",
                "x = 0x1f",
                "x = (int) if a else (float)",
                "x = (int) - 1",
                "x = (long) * 3"
            })
    void allElseIsPython(String text) {
        assertThat(Source.parse(text).language()).isEqualTo(Source.Language.PYTHON);
    }
}
