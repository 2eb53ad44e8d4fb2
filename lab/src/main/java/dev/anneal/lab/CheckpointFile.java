package dev.anneal.lab;

import dev.anneal.training.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The one file that a run goes on from: a line that names the format, the {@link RunState}, the snapshot of the trainable,
 * and eight bytes with the sum (CRC-32C) of all before. A new one takes the place of the last when it is whole and on the
 * disk, in one move, so that there is a good one whenever the process ends.
 *
 * @param file where it is
 */
record CheckpointFile(Path file) {

    static final String NAME = "checkpoint.bin";

    private static final byte[] TITLE = "anneal checkpoint of a run 1\n".getBytes(StandardCharsets.UTF_8);
    private static final int SUM_BYTES = Long.BYTES;
    private static final int BLOCK = 1 << 16;

    static CheckpointFile in(Path folder) {
        return new CheckpointFile(folder.resolve(NAME));
    }

    void write(RunState state, Trainable trainable) {
        try {
            AtomicFile.write(file, sink -> {
                var summed = new CheckedOutputStream(sink, new CRC32C());
                var out = new DataOutputStream(new BufferedOutputStream(summed, BLOCK));
                out.write(TITLE);
                state.writeTo(out);
                trainable.snapshot(out);
                out.flush();
                out.writeLong(summed.getChecksum().getValue());
                out.flush();
            });
        } catch (IOException e) {
            throw new RunException(e);
        }
    }

    /** Reads the state, after making sure that the whole file is as it was written. */
    RunState read() {
        try {
            verify();
            try (DataInputStream in = content()) {
                return RunState.read(in);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Gives the snapshot to the trainable. */
    void restore(Trainable trainable) {
        try (DataInputStream in = content()) {
            RunState.read(in);
            trainable.restore(in);
            if (in.read() >= 0) {
                throw new IOException("there is more in it than this model takes");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What stands between the title and the sum. */
    private DataInputStream content() throws IOException {
        InputStream whole = Files.newInputStream(file);
        whole.skipNBytes(TITLE.length);
        long length = Files.size(file) - TITLE.length - SUM_BYTES;
        return new DataInputStream(new BufferedInputStream(new Leading(whole, length), BLOCK));
    }

    private void verify() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(TITLE.length), TITLE)) {
                throw new IOException("it is no checkpoint of a run, or one of another version of anneal");
            }
        }
        CRC32C sum = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel))) {
            long left = channel.size() - SUM_BYTES;
            byte[] block = new byte[BLOCK];
            while (left > 0) {
                int read = in.read(block, 0, (int) Math.min(left, BLOCK));
                if (read < 0) {
                    break;
                }
                sum.update(block, 0, read);
                left -= read;
            }
            if (left != 0 || in.readLong() != sum.getValue()) {
                throw new IOException("it is damaged: cut short or changed since it was written");
            }
        }
    }

    private RunException unreadable(IOException e) {
        return new RunException("cannot go on from " + file + ": " + DiskErrors.reason(e));
    }

    /** The beginning of a stream. */
    private static final class Leading extends FilterInputStream {

        private long left;

        Leading(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int read = left > 0 ? in.read() : -1;
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = in.read(bytes, from, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = in.skip(Math.min(n, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }
    }
}
