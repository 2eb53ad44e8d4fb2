package dev.anneal.lab;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** A file of unsigned bytes in the IDX format: a magic number, the sizes of the dimensions, then the bytes. */
final class IdxFile implements Closeable {

    private static final int UNSIGNED_BYTES = 0x0800;

    private final String source;
    private final DataInputStream in;
    private final int[] sizes;

    private IdxFile(String source, DataInputStream in, int dimensions) {
        this.source = source;
        this.in = in;
        this.sizes = header(dimensions);
    }

    /** Opens a file that must have so many dimensions. */
    static IdxFile open(Path file, int dimensions) {
        DataInputStream in;
        try {
            in = new DataInputStream(DataFile.open(file));
        } catch (IOException e) {
            throw new DatasetException(file.toString(), e);
        }
        try {
            return new IdxFile(file.toString(), in, dimensions);
        } catch (DatasetException e) {
            closeAfter(e, in);
            throw e;
        }
    }

    private static void closeAfter(DatasetException failure, DataInputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    String source() {
        return source;
    }

    /** How many items there are: the first dimension. */
    int count() {
        return sizes[0];
    }

    /** How many bytes an item has: the product of the other dimensions. */
    int itemBytes() {
        int bytes = 1;
        for (int i = 1; i < sizes.length; i++) {
            bytes *= sizes[i];
        }
        return bytes;
    }

    /** Reads the next item. */
    void read(int item, byte[] into) {
        try {
            in.readFully(into);
        } catch (EOFException e) {
            throw new DatasetException(
                    source + ", item " + item, "the file must hold all " + count() + " items", "its end");
        } catch (IOException e) {
            throw new DatasetException(source + ", item " + item, e);
        }
    }

    /** Checks that nothing follows, which also checks the sum at the end of gzip data. */
    void requireEnd() {
        try {
            if (in.read() >= 0) {
                throw new DatasetException(source, "the file must end after its " + count() + " items", "more bytes");
            }
        } catch (IOException e) {
            throw new DatasetException(source + ", after the last item", e);
        }
    }

    private int[] header(int dimensions) {
        int magic = number("magic number");
        if (magic != (UNSIGNED_BYTES | dimensions)) {
            throw new DatasetException(
                    source + ", magic number",
                    String.format("it must be 0x%08x", UNSIGNED_BYTES | dimensions),
                    String.format("0x%08x", magic));
        }
        int[] read = new int[dimensions];
        double values = 1;
        for (int i = 0; i < dimensions; i++) {
            read[i] = number("size " + (i + 1));
            if (read[i] < 1) {
                throw new DatasetException(source + ", size " + (i + 1), "it must be >= 1", read[i]);
            }
            values *= read[i];
        }
        requireSane(values, read[0]);
        return read;
    }

    private void requireSane(double values, int count) {
        DataFile.requireFits(source, values, Float.BYTES);
        if (values / count > 1 << 24) {
            throw new DatasetException(source, "an item must have at most 16777216 bytes", values / count);
        }
    }

    private int number(String place) {
        try {
            return in.readInt();
        } catch (EOFException e) {
            throw new DatasetException(source + ", " + place, "the file must have a whole header", "its end");
        } catch (IOException e) {
            throw new DatasetException(source + ", " + place, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new DatasetException(source, e);
        }
    }
}
