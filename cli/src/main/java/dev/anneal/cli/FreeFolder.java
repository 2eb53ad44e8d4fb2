package dev.anneal.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run that was told none: the first of {@code 1}, {@code 2}, … that is free. */
final class FreeFolder {
    private FreeFolder() {}

    /** Creates it at once, so that of two runs that start together each has its own. */
    static Path take(Path parent) {
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new OutputException(parent, e);
        }
        for (int number = 1; ; number++) {
            Path folder = parent.resolve(Integer.toString(number));
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException taken) {
                // the next one, then
            } catch (IOException e) {
                throw new OutputException(folder, e);
            }
        }
    }

    /** Leaves the folder to the next run, if nothing was written into it. */
    static void giveBack(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException used) {
            // it stays, with what is in it
        }
    }
}
