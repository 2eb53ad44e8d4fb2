package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.code.Code;
import dev.anneal.dialect.code.Target;
import dev.anneal.testkit.Samples;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java that was written is compiled as it stands, and gives the values of the plans that it was written for. */
class ConvertedJavaTest {

    private static final int RANDOM = 300;

    @TempDir
    Path folder = Path.of("");

    private static List<Schedule> schedules() {
        List<Schedule> all = new ArrayList<>(Samples.leaves());
        all.addAll(Samples.compositions());
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < RANDOM; i++) {
            all.add(Samples.random(random, 1 + i % 5));
        }
        return all;
    }

    private static JavaFileObject source(String packaged, String code) {
        URI name = URI.create("string:///" + packaged + "/LearningRate.java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoring) {
                return "package " + packaged + ";\n" + code;
            }
        };
    }

    private URLClassLoader compiled(List<JavaFileObject> sources) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> remarks = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-Xlint:all", "-proc:none");
        boolean fine =
                compiler.getTask(null, null, remarks, options, null, sources).call();
        List<Diagnostic<? extends JavaFileObject>> own = remarks.getDiagnostics().stream()
                .filter(remark -> remark.getSource() != null)
                .toList();
        assertThat(own).isEmpty();
        assertThat(fine).isTrue();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()});
    }

    @Test
    void theAlgebraMakesEqualPlans() throws Exception {
        List<Plan> plans = new ArrayList<>();
        schedules().forEach(schedule -> plans.add(Plan.of(schedule)));
        plans.add(
                Plan.parse("lr = linear(0, 0.1, 5)\nlr['the head'] = lr * 0.5\nbeta2 = 0.99\nmy_own = 2\nclip = 1e30"));
        plans.add(Plan.parse("weight_decay = 0.01\nlr[0] = 0.3\nmomentum[\"a\\\"b\"] = 0.5"));
        for (String rule : List.of(
                "plateau(on=\"val_loss\", factor=0.1, patience=10)",
                "plateau(on=\"acc\", factor=2, patience=3, mode=\"max\", cooldown=2, ceiling=0.5, smoothing=0.9, start=50)",
                "greedy(on=\"loss\")",
                "newbob(on=\"loss\", threshold=0.01, patience=2)",
                "adaptive(on=\"loss\", divisor=2, patience=3)")) {
            plans.add(Plan.parse("lr = cosine(0.1, 0, 100)\nlr[head] = 0.1\nlr *= " + rule + "\nlr[head] *= " + rule));
        }
        List<JavaFileObject> sources = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            sources.add(source("plan" + i, Code.of(plans.get(i), Target.JAVA)));
        }
        try (URLClassLoader classes = compiled(sources)) {
            for (int i = 0; i < plans.size(); i++) {
                Class<?> written = classes.loadClass("plan" + i + ".LearningRate");
                assertThat(written.getMethod("plan").invoke(null)).isEqualTo(plans.get(i));
            }
        }
    }

    @Test
    void aTrackerOfDjlGivesTheValues() throws Exception {
        List<Schedule> schedules = schedules();
        List<JavaFileObject> sources = new ArrayList<>();
        for (int i = 0; i < schedules.size(); i++) {
            sources.add(source("tracker" + i, Code.of(Plan.of(schedules.get(i)), Target.DJL)));
        }
        try (URLClassLoader classes = compiled(sources)) {
            for (int i = 0; i < schedules.size(); i++) {
                Class<?> written = classes.loadClass("tracker" + i + ".LearningRate");
                agrees(schedules.get(i), written);
            }
        }
    }

    /** By reflection, because a quick build has no DJL but in the class path of what was compiled. */
    private static void agrees(Schedule schedule, Class<?> written) throws Exception {
        Object tracker = written.getConstructor().newInstance();
        Method value = written.getMethod("getNewValue", int.class);
        List<Integer> times = times(schedule);
        double largest = times.stream()
                .mapToDouble(t -> Math.abs(schedule.at(t)))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int t : times) {
            double expected = schedule.at(t);
            float got = (float) value.invoke(tracker, t + 1);
            boolean same = got == (float) expected || Double.isNaN(expected) && Float.isNaN(got);
            assertThat(same || Math.abs(got - expected) <= 1.2e-7 * Math.abs(expected) + 1e-13 * largest)
                    .as("%s at %s: %s, not %s", schedule, t, got, expected)
                    .isTrue();
        }
    }

    /** The first hundred, those about knots, and some far away. */
    private static List<Integer> times(Schedule schedule) {
        TreeSet<Integer> times = new TreeSet<>(List.of(1_000, 9_999, 100_000, 1_000_000, 1_234_567));
        for (int t = 0; t < 100; t++) {
            times.add(t);
        }
        double knot = schedule.nextKnot(0);
        for (int i = 0; i < 40 && knot < 1e8; i++, knot = schedule.nextKnot(knot)) {
            times.addAll(List.of((int) knot, (int) knot + 1, (int) knot + 2));
        }
        return List.copyOf(times);
    }
}
