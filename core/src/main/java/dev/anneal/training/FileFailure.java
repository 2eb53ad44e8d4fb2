package dev.anneal.training;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The words for what goes wrong with files: the messages of the platform are often no more than a path. */
public final class FileFailure {

    private FileFailure() {}

    static IOException reading(Path file, IOException cause) {
        return new IOException("cannot read " + file + ": " + reason(cause), cause);
    }

    static IOException writing(Path file, IOException cause) {
        return new IOException("cannot write " + file + ": " + reason(cause), cause);
    }

    /** What is there must be a file with an end: a pipe would be waited for. */
    static Path requireFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no regular file");
        }
        return file;
    }

    /**
     * Why a file could not be read or written.
     *
     * @param cause what the platform says
     * @return the reason in words, without the file's name, as {@code no such file or folder}
     */
    public static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (cause instanceof NotDirectoryException) {
            return "not a folder";
        }
        return orName(cause instanceof FileSystemException f ? f.getReason() : cause.getMessage(), cause);
    }

    private static String orName(@Nullable String words, IOException cause) {
        return words == null ? cause.getClass().getSimpleName() : words;
    }
}
