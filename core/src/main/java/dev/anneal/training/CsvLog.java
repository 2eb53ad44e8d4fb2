package dev.anneal.training;

import dev.anneal.Plan;
import dev.anneal.notation.Numerals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of the values: a row for every update, a column for every value of the plan. The file has the form of a recorded
 * curve: {@code anneal plot} draws it, and {@code anneal verify} holds it against the plan in its head.
 *
 * <pre>
 * # source: anneal
 * # text: lr = linear(0, 0.1, 2).then(constant(0.1))
 * # unit: step
 * # tolerance: relative 0 absolute 0
 * step,lr
 * 0,0
 * 1,0.05
 * # note: update 2: lr[0] warmup → constant
 * 2,0.1
 * </pre>
 *
 * <p>Row t has what update t used, with numbers that read back exactly. A column is called {@code lr} if there was one group
 * at first, else by its group, as {@code lr[head]}. When a group joins, the file is written anew with its columns, which are
 * empty above. What else happens stands between the rows, in notes.
 *
 * <p>Rows are handed to the system one by one; a process that is killed loses at most the update in progress (of the first,
 * and of the first after a group joined, the row is written with what happens next). Any thread may log.
 */
public final class CsvLog implements EventLog, AutoCloseable {

    private final CsvTable table;
    private final Rows rows = new Rows(new Rows.Taker() {
        @Override
        public void row(Row row) {
            write(row);
        }

        @Override
        public void remark(Event event) {
            note(event);
        }
    });
    private final StringBuilder cells = new StringBuilder();

    /** For each column of the table the value of the row; -1 for none. */
    private int[] sources = {};

    private int placed;

    /** The last step that a file had before; training must be taken up behind it. */
    private long before;

    private CsvLog(CsvTable table) {
        this.table = table;
        this.before = table.last();
    }

    /**
     * Begins a file.
     *
     * @param file the file; its folder must be there, and the file must not
     * @param plan the plan that is trained under, for the head of the file
     * @return the log
     * @throws IOException if there is a file already, which {@link #append} goes on with, or it cannot be made
     */
    public static CsvLog create(Path file, Plan plan) throws IOException {
        CsvTable table = CsvTable.create(file);
        table.line("# source: anneal");
        for (String line : plan.toString().split("\n")) {
            table.line("# text: " + line);
        }
        table.line("# unit: step");
        table.line("# tolerance: relative 0 absolute 0");
        return new CsvLog(table);
    }

    /**
     * Goes on with a file where training is taken up: rows at and behind the step of the {@linkplain Event.Resumed
     * checkpoint}, and what stands between them, are removed, so that no step is there twice. A last line that is not whole
     * is removed as well.
     *
     * @param file a file that a log has written
     * @return the log; it refuses, with an {@link IllegalStateException}, updates that the file has already
     * @throws IOException if the file cannot be read or written
     * @throws IllegalArgumentException if it is no such file
     */
    public static CsvLog append(Path file) throws IOException {
        return new CsvLog(CsvTable.open(file));
    }

    /**
     * Takes an event.
     *
     * @param event what happened
     * @throws UncheckedIOException if it cannot be written; what was written before is whole
     */
    @Override
    public synchronized void log(Event event) {
        rows.take(event);
    }

    private void write(Row row) {
        if (row.step() <= before) {
            throw new IllegalStateException(table.path() + " has rows up to step " + before + ", and step " + row.step()
                    + " does not follow: resume at a checkpoint, or write another file");
        }
        if (placed < row.columns().size()) {
            place(row);
        }
        cells.setLength(0);
        for (int source : sources) {
            cells.append(',');
            if (source >= 0 && row.has(source)) {
                cells.append(Numerals.text(row.value(source)));
            }
        }
        table.row(row.step(), cells.toString());
    }

    /** Finds the columns of values that are new, or makes them. */
    private void place(Row row) {
        List<String> names = new ArrayList<>(table.names());
        boolean alone = names.isEmpty() && row.isOfOneGroup();
        int known = names.size();
        int[] wider = Arrays.copyOf(sources, known + row.columns().size());
        Arrays.fill(wider, sources.length, wider.length, -1);
        for (int i = placed; i < row.columns().size(); i++) {
            int at = find(row.columns().get(i), names, wider);
            if (at < 0) {
                Plan.Target target = row.columns().get(i);
                at = names.size();
                names.add(alone ? target.hyperparameter().name() : target.toString());
            }
            wider[at] = i;
        }
        if (names.size() > known) {
            try {
                table.widen(names.subList(known, names.size()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sources = Arrays.copyOf(wider, names.size());
        placed = row.columns().size();
    }

    /** The group that was alone at first has columns without its name. */
    private static int find(Plan.Target target, List<String> names, int[] sources) {
        int own = names.indexOf(target.toString());
        if (own >= 0) {
            return own;
        }
        int bare = names.indexOf(target.hyperparameter().name());
        return bare >= 0 && sources[bare] < 0 ? bare : -1;
    }

    private void note(Event event) {
        if (event instanceof Event.Resumed) {
            try {
                table.cut(event.step());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            before = -1;
        }
        table.line("# note: " + OneLine.of(event.toString()));
    }

    /**
     * Writes what is left, and closes the file. Later events are refused.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    @Override
    public synchronized void close() {
        try (table) {
            rows.finish();
        }
    }
}
