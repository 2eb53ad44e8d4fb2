package dev.anneal.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message of Protocol Buffers, written field by field, in the order of their numbers. */
final class Proto {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private byte[] bytes = new byte[64];
    private int length;

    Proto clear() {
        length = 0;
        return this;
    }

    Proto number(int field, long value) {
        key(field, VARINT);
        return varint(value);
    }

    Proto real(int field, double value) {
        key(field, EIGHT_BYTES);
        return fixed(Double.doubleToLongBits(value), 8);
    }

    Proto real(int field, float value) {
        key(field, FOUR_BYTES);
        return fixed(Float.floatToIntBits(value), 4);
    }

    Proto text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return bytes(field, utf8, utf8.length);
    }

    Proto message(int field, Proto message) {
        return bytes(field, message.bytes, message.length);
    }

    private Proto bytes(int field, byte[] value, int count) {
        key(field, LENGTH);
        varint(count);
        reserve(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
        return this;
    }

    private void key(int field, int form) {
        varint((long) field << 3 | form);
    }

    private Proto varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Little endian. */
    private Proto fixed(long bits, int count) {
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (bits >>> 8 * i);
        }
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** What has been written, to be read at once. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
