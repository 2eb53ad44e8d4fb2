package dev.anneal.lab;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 of numbers, each of 32 bits, big-endian. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Sha256 add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
        return this;
    }

    Sha256 add(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        digest.update(bytes);
        return this;
    }

    String hexadecimal() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
