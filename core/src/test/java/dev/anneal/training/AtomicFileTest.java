package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void holdsOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a");
        AtomicFile.write(file, bytes("first and long"));
        AtomicFile.write(file, bytes("second"));
        assertThat(file).hasContent("second");
        AtomicFile.write(file, new byte[0]);
        assertThat(file).isEmptyFile();
        holdsOnly("a");
    }

    @Test
    void aWriterThatFailsLeavesWhatWasThere() throws IOException {
        Path file = folder.resolve("a");
        AtomicFile.write(file, bytes("good"));
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": No space left on device");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(file).hasContent("good");
        holdsOnly("a");
    }

    @Test
    void whatAKilledWriterLeftIsReplaced() throws IOException {
        Files.writeString(folder.resolve(".a.new"), "half of so");
        AtomicFile.write(folder.resolve("a"), bytes("whole"));
        assertThat(folder.resolve("a")).hasContent("whole");
        holdsOnly("a");
    }

    @Test
    void folderMustBeThere() throws IOException {
        Path nowhere = folder.resolve("no").resolve("a");
        assertThatThrownBy(() -> AtomicFile.write(nowhere, bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + nowhere + ": no such file or folder");
        Path below = Files.createFile(folder.resolve("plain")).resolve("a");
        assertThatThrownBy(() -> AtomicFile.write(below, bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + below + ": ");
        holdsOnly("plain");
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        assertThatThrownBy(() -> AtomicFile.write(inner, bytes("x")))
                .hasMessage("cannot write " + inner + ": it is a folder");
        holdsOnly("inner");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no /dev/null")
    void whatIsNoRegularFileIsNotReplaced() {
        assertThatThrownBy(() -> AtomicFile.write(Path.of("/dev/null"), bytes("x")))
                .hasMessage("cannot write /dev/null: it is no regular file");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege")
    void aLinkStaysOne() throws IOException {
        Path file = folder.resolve("a");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
        assertThatThrownBy(() -> AtomicFile.write(link, bytes("x")))
                .hasMessage("cannot write " + link + ": no such file or folder");
        Files.writeString(file, "old");
        AtomicFile.write(link, bytes("new"));
        assertThat(link).isSymbolicLink();
        assertThat(file).isRegularFile().hasContent("new");
        holdsOnly("a", "link");
    }

    @Test
    void writesInOtherFileSystems() throws IOException {
        Path zip = folder.resolve("a.zip");
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = inside.getPath("/a");
            AtomicFile.write(file, bytes("first"));
            AtomicFile.write(file, bytes("second"));
            assertThat(Files.readString(file)).isEqualTo("second");
            try (Stream<Path> files = Files.list(inside.getPath("/"))) {
                assertThat(files).hasSize(1);
            }
        }
    }
}
