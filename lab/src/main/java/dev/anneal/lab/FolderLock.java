package dev.anneal.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a folder for one run. The lock goes with the process that holds it, however that ends; its empty file stays. */
final class FolderLock implements AutoCloseable {

    static final String FILE = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) != null) {
                return new FolderLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new RunException("cannot write " + folder.resolve(FILE), e);
        }
        throw new RunException("the folder of a run must be free, another process trains in " + folder);
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunException("cannot give the folder of a run back", e);
        }
    }
}
