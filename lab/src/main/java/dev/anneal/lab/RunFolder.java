package dev.anneal.lab;

import dev.anneal.training.AtomicFile;
import dev.anneal.training.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a run. The tables are plain text, and readable while the run goes on. */
final class RunFolder implements AutoCloseable {

    static final String SETTINGS = "run.txt";

    private static final String PLAN = "plan.txt";
    private static final String METRICS = "metrics.csv";
    private static final String EVALUATIONS = "evaluations.csv";
    private static final String EVENTS = "events.csv";
    private static final List<String> EVALUATION = List.of("step", "epoch", "loss", "accuracy");
    private static final List<String> EVENT = List.of("step", "event", "words");

    /** What a process leaves that ends before the run has begun. */
    private static final Set<String> NOTHING = Set.of(FolderLock.FILE, "." + SETTINGS + ".new");

    private final Path folder;
    private final FolderLock lock;
    private final CsvTable metrics;
    private final CsvTable evaluations;
    private final CsvTable events;

    /** The bytes of the tables. */
    record Sizes(long metrics, long evaluations, long events) {}

    private RunFolder(Path folder, FolderLock lock, CsvTable metrics, CsvTable evaluations, CsvTable events) {
        this.folder = folder;
        this.lock = lock;
        this.metrics = metrics;
        this.evaluations = evaluations;
        this.events = events;
    }

    /** Creates the folder, which must be new or empty, and its files. */
    static RunFolder create(Run run, List<String> columns) {
        Path folder = run.folder();
        requireFree(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RunException("cannot write " + folder, e);
        }
        FolderLock lock = FolderLock.take(folder);
        try {
            requireFree(folder);
            return begun(run, columns, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(file -> !NOTHING.contains(String.valueOf(file.getFileName())))) {
                throw new RunException("the folder of a run must be new or empty, got " + folder);
            }
        } catch (IOException e) {
            throw new RunException("cannot write " + folder, e);
        }
    }

    /** Begins again in a folder whose run has no checkpoint. */
    static RunFolder again(Run run, List<String> columns, FolderLock lock) {
        for (String table : List.of(METRICS, EVALUATIONS, EVENTS)) {
            try {
                Files.deleteIfExists(run.folder().resolve(table));
            } catch (IOException e) {
                throw new RunException("cannot write " + run.folder().resolve(table), e);
            }
        }
        return begun(run, columns, lock);
    }

    private static RunFolder begun(Run run, List<String> columns, FolderLock lock) {
        Path folder = run.folder();
        describe(run);
        return new RunFolder(
                folder,
                lock,
                new CsvTable(folder.resolve(METRICS), metricsHeader(columns)),
                new CsvTable(folder.resolve(EVALUATIONS), EVALUATION),
                new CsvTable(folder.resolve(EVENTS), EVENT));
    }

    /** Goes on with the tables as they were at a checkpoint; if one of them is refused, none is cut. */
    static RunFolder continued(Run run, List<String> columns, FolderLock lock, Sizes sizes) {
        Path folder = run.folder();
        Path metrics = folder.resolve(METRICS);
        Path evaluations = folder.resolve(EVALUATIONS);
        Path events = folder.resolve(EVENTS);
        CsvTable.require(metrics, metricsHeader(columns), sizes.metrics());
        CsvTable.require(evaluations, EVALUATION, sizes.evaluations());
        CsvTable.require(events, EVENT, sizes.events());
        return new RunFolder(
                folder,
                lock,
                CsvTable.continued(metrics, sizes.metrics()),
                CsvTable.continued(evaluations, sizes.evaluations()),
                CsvTable.continued(events, sizes.events()));
    }

    /** Writes what the run was started with, where it is not written already. */
    static void describe(Run run) {
        write(run.folder().resolve(SETTINGS), RunSettings.text(run.settings()));
        write(run.folder().resolve(PLAN), run.plan() + "\n");
    }

    private static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (Files.exists(file)
                    && Files.size(file) == bytes.length
                    && Arrays.equals(Files.readAllBytes(file), bytes)) {
                return;
            }
        } catch (IOException e) {
            throw new RunException("cannot read " + file, e);
        }
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new RunException(e);
        }
    }

    private static List<String> metricsHeader(List<String> columns) {
        List<String> header = new ArrayList<>(List.of("step", "epoch"));
        header.addAll(columns);
        header.add("loss");
        return header;
    }

    void update(RunListener.Update update, double[] values) {
        double[] cells = new double[values.length + 2];
        cells[0] = update.epoch();
        System.arraycopy(values, 0, cells, 1, values.length);
        cells[values.length + 1] = update.loss();
        metrics.row(update.step(), cells);
    }

    void evaluation(long step, double epoch, Evaluation evaluation) {
        evaluations.row(step, epoch, evaluation.loss(), evaluation.accuracy());
    }

    void event(Event event) {
        if (!(event instanceof Event.Applied)) {
            events.row(event.step(), kind(event), words(event));
        }
    }

    private static String words(Event event) {
        return event instanceof Event.Observed observed
                ? observed.rule() + ": " + observed.reason()
                : event.toString().replaceFirst("^update \\d+: ", "");
    }

    /** A reader looks for what rules have done. */
    private static String kind(Event event) {
        return event instanceof Event.Observed observed && observed.acted() ? "acted" : event.kind();
    }

    void flush() {
        metrics.flush();
        evaluations.flush();
        events.flush();
    }

    /** Sees to it that every row is on the disk. */
    Sizes force() {
        return new Sizes(metrics.force(), evaluations.force(), events.force());
    }

    CheckpointFile checkpoint() {
        return CheckpointFile.in(folder);
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            lock.close();
        }
    }
}
