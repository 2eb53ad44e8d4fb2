package dev.anneal.lab;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** The words for what goes wrong with files: the messages of the platform are often no more than a path. */
final class DiskErrors {

    private DiskErrors() {}

    static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (error instanceof AccessDeniedException) {
            return "access denied";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (error instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (error instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        if (error instanceof EOFException) {
            return "it is cut short";
        }
        return orName(error instanceof FileSystemException f ? f.getReason() : error.getMessage(), error);
    }

    private static String orName(@Nullable String words, IOException error) {
        return words == null ? error.getClass().getSimpleName() : words;
    }
}
