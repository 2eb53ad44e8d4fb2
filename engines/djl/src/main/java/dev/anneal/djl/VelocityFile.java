package dev.anneal.djl;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** Velocities as bytes: a mark, their number, for each a name, a length and single-precision numbers, and a checksum. */
final class VelocityFile {

    private static final String MARK = "anneal velocities 1";

    private VelocityFile() {}

    static void write(Map<String, float[]> velocities, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        data.writeUTF(MARK);
        data.writeInt(velocities.size());
        for (Map.Entry<String, float[]> velocity : new TreeMap<>(velocities).entrySet()) {
            data.writeUTF(velocity.getKey());
            data.writeInt(velocity.getValue().length);
            for (float value : velocity.getValue()) {
                data.writeFloat(value);
            }
        }
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    /** Reads what fits a model: its parameters, by name, with their numbers of weights. */
    static Map<String, float[]> read(InputStream in, Map<String, Long> sizes) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
        DataInputStream data = new DataInputStream(checked);
        try {
            String mark = data.readUTF();
            if (!mark.equals(MARK)) {
                throw new IOException("velocities must begin with '" + MARK + "', got '" + mark + "'");
            }
            Map<String, float[]> velocities = new TreeMap<>();
            int count = data.readInt();
            for (int i = 0; i < count; i++) {
                String name = data.readUTF();
                if (velocities.put(name, numbers(data, name, sizes)) != null) {
                    throw new IOException("velocities must have different names, got " + name + " twice");
                }
            }
            long sum = checked.getChecksum().getValue();
            if (data.readLong() != sum) {
                throw new IOException(
                        "velocities must be unchanged since they were written, but their checksum differs");
            }
            return velocities;
        } catch (EOFException e) {
            throw new IOException("velocities must be complete, got fewer bytes than were written", e);
        }
    }

    private static float[] numbers(DataInputStream data, String name, Map<String, Long> sizes) throws IOException {
        int length = data.readInt();
        Long size = sizes.get(name);
        if (size == null || size != length) {
            throw new IOException("velocity of " + name + " must have "
                    + (size == null ? "a parameter in the model, which has " + sizes.keySet() : size + " numbers")
                    + ", got " + length);
        }
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = data.readFloat();
        }
        return numbers;
    }
}
