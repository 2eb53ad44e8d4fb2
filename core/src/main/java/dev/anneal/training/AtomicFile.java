package dev.anneal.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files whole, or not at all: whoever reads one finds what was there before or what is there now, whatever happens
 * in between.
 *
 * <p>The content goes into another file of the same folder, from there to the disk, and then takes the place of the old one
 * in one step. A link stays a link, and the file that it leads to is replaced. The new file has the permissions of a new file.
 *
 * <p>The other file of {@code name} is called {@code .name.new}. If writing fails it is removed; a process that is killed while
 * it writes may leave it, and the next one replaces it, so that there is never more than one. A file must have one writer at a
 * time: two would write into the same other file.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes a content. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes it.
         *
         * @param out where to; buffered, and not to be closed
         * @throws IOException if it cannot be written, or cannot be had; the file is left as it was
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes bytes.
     *
     * @param file the file; one that is there is replaced; its folder must be there
     * @param bytes the content
     * @throws IOException if it cannot be written; the message names the file, which is left as it was
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /**
     * Writes what a writer writes.
     *
     * @param file the file; one that is there is replaced; its folder must be there
     * @param content writes the content; what it throws comes out, and the file is left as it was
     * @throws IOException if it cannot be written; the message names the file, which is left as it was
     */
    public static void write(Path file, Content content) throws IOException {
        try {
            Path target = FileFailure.requireFile(Files.isSymbolicLink(file) ? file.toRealPath() : file);
            replace(target, content);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "cannot write " + file
                            + ": its file system cannot put one file in the place of another in one step",
                    e);
        } catch (IOException e) {
            throw FileFailure.writing(file, e);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
        boolean moved = false;
        try {
            fill(fresh, content);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true;
        } finally {
            if (!moved) {
                remove(fresh);
            }
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            syncFolder(folder);
        }
    }

    private static void fill(Path fresh, Content content) throws IOException {
        // not written over: it might be a link
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            // before the move: else the name could reach the disk before the bytes
            channel.force(true);
        }
    }

    /** What failed first is what is told. */
    private static void remove(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            // a file that cannot be made often cannot be removed either
        }
    }

    /** Not every system lets a folder be opened; there its entries reach the disk when the system wants. */
    private static void syncFolder(Path folder) {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // the file itself is complete, and in place
        }
    }
}
