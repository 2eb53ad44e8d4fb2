package dev.anneal.lab;

import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** A run that was started and may be taken up. While it is open, no other process trains in its folder. */
public final class SavedRun implements AutoCloseable {

    private final Path folder;
    private final FolderLock lock;
    private final Optional<RunState> state;
    private final Optional<Checkpoint> scheduler;
    private final Map<String, String> settings;

    private SavedRun(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
        CheckpointFile file = CheckpointFile.in(folder);
        this.state = Files.exists(file.file()) ? Optional.of(file.read()) : Optional.empty();
        this.scheduler = state.map(found -> scheduler(file, found));
        this.settings = state.map(found -> parsed(file.file(), found.settings()))
                .orElseGet(() -> started(folder.resolve(RunFolder.SETTINGS)));
    }

    /**
     * Opens the folder of a run.
     *
     * @param folder the folder
     * @return the run, which must be closed
     * @throws RunException if the folder holds no run, its checkpoint is damaged, or another process trains in it
     */
    public static SavedRun open(Path folder) {
        // a checkpoint knows all that the settings tell
        if (!Files.exists(folder.resolve(RunFolder.SETTINGS)) && !hasCheckpoint(folder)) {
            throw new RunException("the folder must hold a run, got " + folder + " without " + RunFolder.SETTINGS);
        }
        FolderLock lock = FolderLock.take(folder);
        try {
            return new SavedRun(folder, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Tells whether a run in a folder has left a checkpoint.
     *
     * @param folder the folder
     * @return whether there is one, good or not
     */
    public static boolean hasCheckpoint(Path folder) {
        return Files.exists(CheckpointFile.in(folder).file());
    }

    private static Checkpoint scheduler(CheckpointFile file, RunState state) {
        try {
            return Checkpoint.parse(state.scheduler());
        } catch (IllegalArgumentException e) {
            throw new RunException("cannot go on from " + file.file() + ": " + e.getMessage());
        }
    }

    private static Map<String, String> started(Path file) {
        try {
            if (Files.size(file) > RunSettings.MOST_BYTES) {
                throw new IOException("it has more than 32 million bytes");
            }
            return parsed(file, Files.readString(file));
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + DiskErrors.reason(e));
        }
    }

    private static Map<String, String> parsed(Path file, String text) {
        try {
            return Collections.unmodifiableMap(RunSettings.parse(text));
        } catch (IllegalArgumentException e) {
            throw new RunException("cannot go on from " + file + ": " + e.getMessage());
        }
    }

    /**
     * The folder.
     *
     * @return the path that was opened
     */
    public Path folder() {
        return folder;
    }

    /**
     * What the run was started with, or went on with since.
     *
     * @return the settings, in their order
     */
    public Map<String, String> settings() {
        return settings;
    }

    /**
     * The updates made at the last checkpoint.
     *
     * @return the number; 0 if there is no checkpoint
     */
    public long step() {
        return scheduler.map(Checkpoint::step).orElse(0L);
    }

    /**
     * The plan of the last checkpoint.
     *
     * @return its text; empty if there is no checkpoint
     */
    public Optional<String> plan() {
        return scheduler.map(Checkpoint::plan);
    }

    RunLoop resumed(Run run, PlanValues values, Resume mode, RunListener listener) {
        if (state.isEmpty()) {
            return RunLoop.started(run, values, RunFolder.again(run, values.columns(), lock), listener);
        }
        var saved = new RunLoop.Saved(state.get(), scheduler.orElseThrow(), lock, mode);
        return RunLoop.resumed(run, values, saved, listener);
    }

    /** Lets go of the folder. */
    @Override
    public void close() {
        lock.close();
    }
}
