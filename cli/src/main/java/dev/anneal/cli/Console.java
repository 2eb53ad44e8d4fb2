package dev.anneal.cli;

import dev.anneal.plot.Colour;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes. The text is UTF-8 whatever the locale.
 *
 * @param in standard input
 * @param out standard output; a failure to write is thrown, unlike with a {@link PrintWriter}
 * @param err standard error
 * @param width how many columns a line may have
 * @param colour what may be written between them
 */
record Console(InputStream in, Writer out, PrintWriter err, int width, Colour colour) {

    private static final int PLAIN_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 1000;

    /** The console of this process. If standard output is a terminal, the launcher says how wide it is, in a property. */
    static Console ofProcess() {
        String columns = System.getProperty("anneal.columns");
        return new Console(
                System.in,
                new BufferedWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8),
                        1 << 16),
                new PrintWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true),
                width(columns == null ? System.getenv("COLUMNS") : columns),
                columns == null ? Colour.NONE : depth());
    }

    private static int width(@Nullable String columns) {
        if (columns == null || !columns.matches("[1-9][0-9]{0,5}")) {
            return PLAIN_WIDTH;
        }
        return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Integer.parseInt(columns)));
    }

    private static Colour depth() {
        String none = System.getenv("NO_COLOR");
        String terminal = System.getenv("TERM");
        if (none != null && !none.isEmpty() || terminal == null || terminal.equals("dumb")) {
            return Colour.NONE;
        }
        String depth = System.getenv("COLORTERM");
        boolean all = depth != null && (depth.equals("truecolor") || depth.equals("24bit"));
        return all ? Colour.TRUE : Colour.INDEXED;
    }
}
