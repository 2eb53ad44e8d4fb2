package dev.anneal.lab;

import dev.anneal.training.FileFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** The words for what goes wrong with files, and with what is in them. */
final class DiskErrors {

    private DiskErrors() {}

    static String reason(IOException error) {
        if (error instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return error instanceof EOFException ? "it is cut short" : FileFailure.reason(error);
    }
}
