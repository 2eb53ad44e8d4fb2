package dev.anneal.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows record by record. Each record is handed to the system as a whole: a process that is killed loses none
 * that it has written. A record that cannot be written whole is taken back.
 */
final class LogFile implements AutoCloseable {

    private final Path file;
    private FileChannel channel;
    private long length;

    private LogFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.length = channel.size();
    }

    /** A new file; one that is there is refused. */
    static LogFile create(Path file) throws IOException {
        return open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** A file that is there. */
    static LogFile open(Path file) throws IOException {
        return open(file, StandardOpenOption.WRITE);
    }

    private static LogFile open(Path file, OpenOption... how) throws IOException {
        try {
            return new LogFile(file, FileChannel.open(FileFailure.requireFile(file), how));
        } catch (IOException e) {
            throw FileFailure.writing(file, e);
        }
    }

    Path path() {
        return file;
    }

    long length() {
        return length;
    }

    /** Adds a record at the end. */
    void append(ByteBuffer record) {
        long next = length + record.remaining();
        try {
            for (long at = length; record.hasRemaining(); ) {
                at += channel.write(record, at);
            }
            length = next;
        } catch (IOException e) {
            takeBack();
            throw new UncheckedIOException(FileFailure.writing(file, e));
        }
    }

    private void takeBack() {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            // the write has failed already, which is what is told
        }
    }

    /** Forgets what stands behind a place. */
    void truncate(long end) throws IOException {
        try {
            channel.truncate(end);
            length = end;
        } catch (IOException e) {
            throw FileFailure.writing(file, e);
        }
    }

    /** Puts another content in the place of what is there, in one step. */
    void replace(AtomicFile.Content content) throws IOException {
        // some systems do not replace a file that is open
        channel.close();
        try {
            AtomicFile.write(file, content);
        } finally {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            length = channel.size();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(FileFailure.writing(file, e));
        }
    }
}
