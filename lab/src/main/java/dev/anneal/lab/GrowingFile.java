package dev.anneal.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A text file that grows. Lines are gathered and appended together, so that the file ends with a whole line whenever the
 * process ends.
 */
final class GrowingFile {

    private static final int GATHERED = 1 << 16;

    private final Path file;
    private final StringBuilder lines = new StringBuilder();
    private long size;
    private long forced;

    private GrowingFile(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /** Creates the file, which must be new. */
    static GrowingFile create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new RunException("cannot write " + file, e);
        }
        return new GrowingFile(file, 0);
    }

    /** Refuses a file that does not begin so, or is shorter. */
    static void require(Path file, String beginning, long size) {
        byte[] expected = beginning.getBytes(StandardCharsets.UTF_8);
        try (var in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(expected.length), expected)) {
                throw new RunException(file + " must have the columns that the plan sets now, " + beginning.strip()
                        + ": a plan that goes on sets what the one before has set");
            }
            if (Files.size(file) < size) {
                throw new RunException(file + " must have the " + size + " bytes that the checkpoint counts, got "
                        + Files.size(file) + ": it was cut short or replaced");
            }
        } catch (NoSuchFileException e) {
            throw new RunException(
                    file + " must have the " + size + " bytes that the checkpoint counts, got no such file");
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + DiskErrors.reason(e));
        }
    }

    /** Goes on with a file, and cuts off what comes after so many bytes. */
    static GrowingFile continued(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new RunException("cannot write " + file, e);
        }
        return new GrowingFile(file, size);
    }

    void add(CharSequence line) {
        lines.append(line);
        if (lines.length() >= GATHERED) {
            flush();
        }
    }

    void flush() {
        if (lines.length() == 0) {
            return;
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        lines.setLength(0);
        try {
            Files.write(file, bytes, StandardOpenOption.APPEND);
            size += bytes.length;
        } catch (IOException e) {
            withdraw();
            throw new RunException("cannot write " + file, e);
        }
    }

    /** A disk that runs full takes a part of what it is given, which may end within a line. */
    private void withdraw() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            // what could not be written is reported already
        }
    }

    /** Sees to it that every line is on the disk, and gives the number of bytes. */
    long force() {
        flush();
        if (forced != size) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(false);
            } catch (IOException e) {
                throw new RunException("cannot write " + file, e);
            }
            forced = size;
        }
        return size;
    }
}
