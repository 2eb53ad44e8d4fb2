package dev.anneal.notation;

import java.util.Arrays;
import java.util.BitSet;

/** Pairs brackets, in one walk through a text, and remembers where those stand that are never closed. */
final class OpenBrackets {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final BitSet unclosed = new BitSet();
    private final int[] kinds = new int[OPENING.length()];
    private int[] places = new int[16];
    private byte[] open = new byte[16];
    private int depth;

    /** Takes note of a character outside strings and comments. */
    void see(int at, char c) {
        int opening = OPENING.indexOf(c);
        int closing = CLOSING.indexOf(c);
        if (opening >= 0) {
            if (depth == open.length) {
                open = Arrays.copyOf(open, 2 * depth);
                places = Arrays.copyOf(places, 2 * depth);
            }
            open[depth] = (byte) opening;
            places[depth++] = at;
            kinds[opening]++;
        } else if (closing >= 0 && kinds[closing] > 0) {
            while (open[depth - 1] != closing) {
                drop();
            }
            depth--;
            kinds[closing]--;
        }
    }

    int depth() {
        return depth;
    }

    /** The places of the brackets that are never closed, at the end of the text. */
    BitSet unclosed() {
        while (depth > 0) {
            drop();
        }
        return unclosed;
    }

    private void drop() {
        depth--;
        kinds[open[depth]]--;
        unclosed.set(places[depth]);
    }
}
