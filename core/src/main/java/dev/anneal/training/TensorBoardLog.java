package dev.anneal.training;

import dev.anneal.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * An event file for TensorBoard, in a folder that is a run of its own there.
 *
 * <p>Scalars: {@code lr} if there was one group at first, else {@code lr/head} for each; {@code skipped}, how many updates
 * were; {@code observed/val_loss}, what rules were told. TensorBoard keeps them as 32-bit floats. Texts: {@code
 * phases/lr/head}; of each rule {@code acted/lr *= …}, when it acted and why, and {@code waited/lr *= …}, why it did not;
 * {@code by hand/lr/head}; {@code joined/head}; {@code resumed}.
 *
 * <p>Whoever takes training up opens the same folder: a file is added, and TensorBoard drops what the files before have at
 * and behind the step of the checkpoint. Records are handed to the system one by one, those of an update together; a process
 * that is killed loses at most the update in progress (the first update is written with what happens next). Any thread may
 * log.
 *
 * <p>The format is that of {@code tensorflow/core/util/event.proto} and {@code framework/summary.proto}, in version 2.
 */
public final class TensorBoardLog implements EventLog, AutoCloseable {

    private static final int STRING = 7;
    private static final int SESSION_START = 1;

    private final EventFile file;
    private final InstantSource clock;
    private final Rows rows = new Rows(new Rows.Taker() {
        @Override
        public void row(Row row) {
            write(row);
        }

        @Override
        public void remark(Event event) {
            tell(event);
        }
    });
    private final List<String> tags = new ArrayList<>();
    private final Proto event = new Proto();
    private final Proto summary = new Proto();
    private final Proto value = new Proto();

    private TensorBoardLog(EventFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Adds an event file to a folder.
     *
     * @param folder the folder, which is made if it is not there; a folder for each run
     * @return the log
     * @throws IOException if the folder or the file cannot be made
     */
    public static TensorBoardLog in(Path folder) throws IOException {
        return in(folder, InstantSource.system());
    }

    static TensorBoardLog in(Path folder, InstantSource clock) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileFailure.writing(folder, e);
        }
        TensorBoardLog log =
                new TensorBoardLog(EventFile.create(folder, clock.instant().getEpochSecond()), clock);
        log.file.append(log.begin(0).text(3, "brain.Event:2"));
        return log;
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
        List<Plan.Target> columns = row.columns();
        boolean alone = tags.isEmpty() && row.isOfOneGroup();
        for (Plan.Target target : columns.subList(tags.size(), columns.size())) {
            String name = target.hyperparameter().name();
            tags.add(alone ? name : name + '/' + target.group());
        }
        summary.clear();
        for (int i = 0; i < tags.size(); i++) {
            if (row.has(i)) {
                add(tags.get(i), row.value(i));
            }
        }
        file.append(begin(row.step()).message(5, summary));
    }

    /** TensorBoard keeps one text of a tag and step: what can happen at once has tags of its own. */
    private void tell(Event told) {
        if (told instanceof Event.Skipped skipped) {
            scalar(told.step(), "skipped", skipped.skipped());
        } else if (told instanceof Event.PhaseChanged phase) {
            text("phases/" + phase.hyperparameter() + '/' + phase.group(), told);
        } else if (told instanceof Event.Observed observed) {
            scalar(told.step(), "observed/" + observed.metric(), observed.value());
            text((observed.acted() ? "acted/" : "waited/") + observed.rule(), told);
        } else if (told instanceof Event.ChangedByHand change) {
            text("by hand/" + change.hyperparameter() + '/' + change.group(), told);
        } else if (told instanceof Event.Joined joined) {
            text("joined/" + joined.group(), told);
        } else if (told instanceof Event.Resumed) {
            file.append(begin(told.step()).message(7, value.clear().number(1, SESSION_START)));
            text("resumed", told);
        }
    }

    private void scalar(long step, String tag, double number) {
        summary.clear();
        add(tag, number);
        file.append(begin(step).message(5, summary));
    }

    /** Adds a scalar to the summary. */
    private void add(String tag, double number) {
        summary.message(1, value.clear().text(1, tag).real(2, (float) number));
    }

    private void text(String tag, Event told) {
        Proto shape = new Proto();
        Proto tensor = new Proto().number(1, STRING).message(2, shape).text(8, Markdown.plain(told.toString()));
        Proto metadata = new Proto().message(1, new Proto().text(1, "text"));
        value.clear().text(1, tag).message(8, tensor).message(9, metadata);
        file.append(begin(told.step()).message(5, summary.clear().message(1, value)));
    }

    private Proto begin(long step) {
        Instant now = clock.instant();
        return event.clear()
                .real(1, now.getEpochSecond() + now.getNano() * 1e-9)
                .number(2, step);
    }

    /**
     * Writes what is left, and closes the file. Later events are refused.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    @Override
    public synchronized void close() {
        try (file) {
            rows.finish();
        }
    }
}
