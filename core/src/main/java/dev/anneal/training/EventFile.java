package dev.anneal.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file of TFRecords: of each the length (8 bytes, little endian), a checksum of that, the bytes, a checksum of those.
 * Checksums are CRC-32C, rotated and shifted, as TensorFlow's {@code tsl/lib/hash/crc32c.h} has it.
 */
final class EventFile implements AutoCloseable {

    private static final int FRAME = 16;
    private static final int MASK = 0xa282ead8;

    private final LogFile file;
    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[512];

    private EventFile(LogFile file) {
        this.file = file;
    }

    /** A new file, whose name tells TensorBoard what it is: it looks for {@code tfevents}. */
    static EventFile create(Path folder, long seconds) throws IOException {
        String name = String.format(
                "events.out.tfevents.%010d.%s.%d.",
                seconds, host(), ProcessHandle.current().pid());
        int n = 0;
        while (Files.exists(folder.resolve(name + n))) {
            n++;
        }
        return new EventFile(LogFile.create(folder.resolve(name + n)));
    }

    /** Asked of the system, not of the network, which may let one wait. */
    private static String host() {
        String name = System.getenv().getOrDefault("HOSTNAME", System.getenv().getOrDefault("COMPUTERNAME", ""));
        if (name.isEmpty()) {
            try {
                name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException e) {
                name = "localhost";
            }
        }
        return name.replaceAll("[^A-Za-z0-9-]", "-");
    }

    void append(Proto event) {
        ByteBuffer data = event.view();
        int length = data.remaining();
        if (bytes.length < length + FRAME) {
            bytes = new byte[2 * (length + FRAME)];
        }
        ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(length);
        record.putInt(checksum(0, Long.BYTES));
        record.put(data);
        record.putInt(checksum(record.position() - length, length));
        file.append(record.flip());
    }

    private int checksum(int from, int count) {
        crc.reset();
        crc.update(bytes, from, count);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() {
        file.close();
    }
}
