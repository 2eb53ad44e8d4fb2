package dev.anneal.lab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** What every reader of data needs: a stream that is unpacked already, and a bound on memory. */
final class DataFile {

    private static final int BUFFER = 1 << 16;

    private DataFile() {}

    /** The bytes of a file, unpacked when they are gzip, whatever the file is called. */
    static InputStream open(Path file) throws IOException {
        return unpacked(Files.newInputStream(file));
    }

    static InputStream unpacked(InputStream packed) throws IOException {
        var in = new BufferedInputStream(packed, BUFFER);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Refuses what would not leave a quarter of the heap to others. The product of a header can exceed a long. */
    static void requireFits(String place, double values, int bytesPerValue) {
        double heap = Runtime.getRuntime().maxMemory();
        double needed = values * bytesPerValue;
        if (!(needed <= 0.75 * heap)) {
            throw new DatasetException(
                    place,
                    "the data must fit in three quarters of the heap of " + megabytes(heap),
                    "data that need " + megabytes(needed));
        }
    }

    private static String megabytes(double bytes) {
        return Math.round(bytes / (1 << 20)) + " MiB";
    }
}
