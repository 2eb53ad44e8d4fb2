package dev.anneal.djl;

import ai.djl.ndarray.types.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Arrays of 32-bit floats as bytes: the number of dimensions, each of them, and the numbers, bit by bit, big-endian. */
final class FloatArrays {

    /** So many numbers are turned into bytes together. */
    private static final int BLOCK = 1 << 14;

    private FloatArrays() {}

    static void write(Shape shape, float[] values, DataOutput out) throws IOException {
        out.writeInt(shape.dimension());
        for (long dimension : shape.getShape()) {
            out.writeLong(dimension);
        }
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            bytes.asFloatBuffer().put(values, from, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    /** Reads an array that must have the given shape. */
    static float[] read(Shape expected, DataInput in) throws IOException {
        int dimensions = in.readInt();
        if (dimensions != expected.dimension()) {
            throw new IOException(
                    "an array of weights must have " + dimensions + " dimensions, got the shape " + expected);
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = in.readLong();
        }
        if (!new Shape(shape).equals(expected)) {
            throw new IOException("an array of weights must have the shape " + new Shape(shape) + ", got " + expected);
        }
        float[] values = new float[Math.toIntExact(expected.size())];
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            in.readFully(bytes, 0, count * Float.BYTES);
            floats.rewind();
            floats.get(values, from, count);
        }
        return values;
    }
}
