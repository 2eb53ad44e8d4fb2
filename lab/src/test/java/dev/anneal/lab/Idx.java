package dev.anneal.lab;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files. */
final class Idx {

    private Idx() {}

    /** A file with the given sizes whose bytes count up from 0. */
    static byte[] counting(int... sizes) throws IOException {
        int bytes = 1;
        for (int size : sizes) {
            bytes *= size;
        }
        byte[] counting = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            counting[i] = (byte) i;
        }
        return of(0x0800 | sizes.length, sizes, counting);
    }

    static byte[] of(int magic, int[] sizes, byte... bytes) throws IOException {
        var file = new ByteArrayOutputStream();
        var out = new DataOutputStream(file);
        out.writeInt(magic);
        for (int size : sizes) {
            out.writeInt(size);
        }
        out.write(bytes);
        return file.toByteArray();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** Images of 2 x 3 pixels and labels 0, 1, 2, … under the names of MNIST. */
    static void pair(Path folder, String set, int count) throws IOException {
        Files.write(folder.resolve(set + "-images-idx3-ubyte"), counting(count, 2, 3));
        Files.write(folder.resolve(set + "-labels-idx1-ubyte"), counting(count));
    }
}
