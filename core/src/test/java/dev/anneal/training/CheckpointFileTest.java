package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

    @TempDir
    private Path folder;

    private static Path classes(Class<?> type) throws URISyntaxException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = Path.of(type.getResource("/" + name).toURI());
        return file.getRoot()
                .resolve(file.subpath(0, file.getNameCount() - Path.of(name).getNameCount()));
    }

    private static List<String> java(Path file, long step) throws URISyntaxException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                classes(Checkpoint.class) + File.pathSeparator + classes(CheckpointWriter.class),
                CheckpointWriter.class.getName(),
                file.toString(),
                Long.toString(step));
    }

    @Test
    void writesAndReads() throws IOException {
        Path file = folder.resolve("checkpoint.txt");
        Checkpoints.TYPICAL.write(file);
        assertThat(Files.readString(file)).isEqualTo(Checkpoints.TYPICAL.toString());
        assertThat(Checkpoint.read(file)).isEqualTo(Checkpoints.TYPICAL);
    }

    @Test
    void whoeverIsKilledLeavesAGoodCheckpoint() throws Exception {
        Path file = folder.resolve("checkpoint.txt");
        CheckpointWriter.at(0).write(file);
        Random random = new Random(5);
        long step = 0;
        for (int kill = 0; kill < 6; kill++) {
            Process process =
                    new ProcessBuilder(java(file, step + 1)).inheritIO().start();
            try {
                // no pause: at some moment within one of its writes
                long last = step + 1 + random.nextInt(20);
                while (step < last && process.isAlive()) {
                    step = goodStep(file, step);
                }
                assertThat(process.isAlive()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            step = goodStep(file, step);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(left -> left.getFileName().toString()))
                    .allMatch(name -> name.equals("checkpoint.txt") || name.equals(".checkpoint.txt.new"));
        }
    }

    private static long goodStep(Path file, long before) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(file);
        assertThat(checkpoint).isEqualTo(CheckpointWriter.at(checkpoint.step()));
        assertThat(checkpoint.step()).isGreaterThanOrEqualTo(before);
        return checkpoint.step();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no limit for the size of files")
    void whoeverHasNoRoomLeavesTheLastGoodCheckpoint() throws Exception {
        Path file = folder.resolve("checkpoint.txt");
        String limited = "ulimit -f 16; exec \"$@\"";
        List<String> command = Stream.concat(Stream.of("sh", "-c", limited, "sh"), java(file, 300).stream())
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (var output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("java.io.IOException: cannot write " + file + ": File too large");
        assertThat(goodStep(file, 300)).isGreaterThanOrEqualTo(300);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Checkpoint.read(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + missing + ": no such file or folder");
        assertThatThrownBy(() -> Checkpoint.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + folder + ": it is a folder");
        Path zip = Files.write(folder.resolve("zip"), new byte[] {'P', 'K', 3, 4, (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> Checkpoint.read(zip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        zip + ": a checkpoint must begin with 'anneal checkpoint 1', got a zip archive, as PyTorch and "
                                + "DL4J write");
    }

    @Test
    void otherBytesInACheckpointAreAChange() throws IOException {
        byte[] bytes = Checkpoints.TYPICAL.toString().getBytes(StandardCharsets.UTF_8);
        bytes[60] = (byte) 0xff;
        Path file = Files.write(folder.resolve("a"), bytes);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("the checkpoint was changed after it was written");
    }

    @Test
    void aFileWithoutEndIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("a");
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 33);
        }
        assertThatThrownBy(() -> Checkpoint.read(file))
                .hasMessage(file + ": a checkpoint must have at most 64 million characters, got 64000001");
    }

    @Test
    void whatCouldNotBeReadIsNotWritten() {
        Checkpoint large = new Checkpoint(0, 0, "x".repeat(64_000_000), List.of(), List.of(), List.of());
        Path file = folder.resolve("a");
        assertThatThrownBy(() -> large.write(file)).hasMessageStartingWith("a checkpoint must have at most 64 million");
        assertThat(file).doesNotExist();
    }
}
