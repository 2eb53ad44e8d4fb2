package dev.anneal.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is to verify.
 *
 * @param files curves and files of refused lines, sorted
 * @param unreadable what cannot be looked into
 */
record Recordings(List<Path> files, List<Verdict> unreadable) {

    private static final int MOST_FOLDERS = 100;

    static Recordings in(List<Path> paths) throws IOException {
        Finder finder = new Finder();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                finder.unreadable.put(path, path + ": no such file or folder");
            } else if (Files.isDirectory(path)) {
                Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MOST_FOLDERS, finder);
            } else {
                finder.take(path);
            }
        }
        return new Recordings(
                finder.files.values().stream().sorted().toList(),
                finder.unreadable.values().stream().map(Verdict::unreadable).toList());
    }

    static boolean isRefusals(Path file) {
        return name(file).equals("refused.tsv");
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    }

    /** Goes through folders; what fails is told and does not stop it. */
    private static final class Finder extends SimpleFileVisitor<Path> {

        /** By where they are: a file that is named twice is checked once. */
        private final Map<Path, Path> files = new TreeMap<>();

        private final Map<Path, String> unreadable = new TreeMap<>();

        void take(Path file) {
            if (!isRefusals(file) && !name(file).endsWith(".csv")) {
                return;
            }
            // a pipe would be waited for without end
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                unreadable.put(file, file + ": no regular file");
            } else {
                files.putIfAbsent(file.toAbsolutePath().normalize(), file);
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isDirectory()) {
                take(file);
            } else {
                unreadable.put(file, file + ": there are more than " + MOST_FOLDERS + " folders in each other");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            String reason = e instanceof FileSystemLoopException
                    ? "a link that leads back to a folder around it"
                    : Failure.reason(e);
            unreadable.put(file, file + ": " + reason);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            if (e != null) {
                unreadable.put(folder, folder + ": " + Failure.reason(e));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
