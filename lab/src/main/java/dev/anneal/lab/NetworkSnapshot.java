package dev.anneal.lab;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link LayeredClassifier} as bytes: a mark, the version of the format, the engine, the sizes of the layers, the step, then for
 * each layer the weights, the biases, whether there are velocities, and these. Numbers are 32-bit floats, bit by bit, big-endian.
 */
final class NetworkSnapshot {

    /** The letters ANL and a line feed. */
    private static final int MARK = 0x414e4c0a;

    private static final int VERSION = 1;

    /** So many numbers are turned into bytes together. */
    private static final int BLOCK = 1 << 14;

    private final String engine;
    private final List<LayeredClassifier.Layer> layers;

    NetworkSnapshot(String engine, List<LayeredClassifier.Layer> layers) {
        this.engine = engine;
        this.layers = layers;
    }

    /** What was read. */
    record Taken(long step, LayeredClassifier.Numbers weights, LayeredClassifier.Numbers velocities) {}

    void write(long step, LayeredClassifier.Numbers weights, LayeredClassifier.Numbers velocities, OutputStream stream)
            throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(MARK);
        out.writeInt(VERSION);
        out.writeUTF(engine);
        out.writeInt(layers.size());
        for (LayeredClassifier.Layer layer : layers) {
            out.writeInt(layer.inputs());
            out.writeInt(layer.outputs());
        }
        out.writeLong(step);
        for (int i = 0; i < weights.arrays().size(); i += 2) {
            write(weights.arrays().get(i), out);
            write(weights.arrays().get(i + 1), out);
            out.writeBoolean(velocities.arrays().get(i).length > 0);
            write(velocities.arrays().get(i), out);
            write(velocities.arrays().get(i + 1), out);
        }
        out.flush();
    }

    private static void write(float[] numbers, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
        for (int from = 0; from < numbers.length; from += BLOCK) {
            int count = Math.min(BLOCK, numbers.length - from);
            bytes.asFloatBuffer().put(numbers, from, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    Taken read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        readKind(in);
        readLayers(in);
        long step = in.readLong();
        if (step < 0) {
            throw new IOException("the step of a snapshot must be >= 0, got " + step);
        }
        List<float[]> weights = new ArrayList<>();
        List<float[]> velocities = new ArrayList<>();
        for (LayeredClassifier.Layer layer : layers) {
            int matrix = layer.inputs() * layer.outputs();
            weights.add(numbers(matrix, in));
            weights.add(numbers(layer.outputs(), in));
            boolean moving = in.readBoolean();
            velocities.add(numbers(moving ? matrix : 0, in));
            velocities.add(numbers(moving ? layer.outputs() : 0, in));
        }
        if (in.read() >= 0) {
            throw new IOException("a snapshot must end with the weights, got more");
        }
        return new Taken(step, new LayeredClassifier.Numbers(weights), new LayeredClassifier.Numbers(velocities));
    }

    private void readKind(DataInputStream in) throws IOException {
        if (in.readInt() != MARK) {
            throw new IOException("it is no snapshot of a network of " + engine);
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("a snapshot must be of the version " + VERSION + ", got " + version);
        }
        String other = in.readUTF();
        if (!other.equals(engine)) {
            throw new IOException("a snapshot must be of the engine " + engine + ", got " + other);
        }
    }

    private void readLayers(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count != layers.size()) {
            throw new IOException("a snapshot must be of a network of " + layers.size() + " layers, got " + count);
        }
        for (LayeredClassifier.Layer layer : layers) {
            int inputs = in.readInt();
            int outputs = in.readInt();
            if (inputs != layer.inputs() || outputs != layer.outputs()) {
                throw new IOException(layer.group() + " of a snapshot must have " + layer.inputs() + " inputs and "
                        + layer.outputs() + " outputs, got " + inputs + " and " + outputs);
            }
        }
    }

    private static float[] numbers(int length, DataInputStream in) throws IOException {
        float[] numbers = new float[length];
        byte[] bytes = new byte[Math.min(BLOCK, length) * Float.BYTES];
        FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
        for (int from = 0; from < length; from += BLOCK) {
            int count = Math.min(BLOCK, length - from);
            in.readFully(bytes, 0, count * Float.BYTES);
            floats.rewind();
            floats.get(numbers, from, count);
        }
        return numbers;
    }
}
