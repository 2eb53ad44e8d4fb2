package dev.anneal.plot;

/** What a terminal can show. */
public enum Colour {
    /** Twenty-four bits, by the escape sequence {@code ESC[38;2;r;g;bm}. */
    TRUE,
    /** The 256 colours of xterm, by {@code ESC[38;5;nm}. */
    INDEXED,
    /** No escape sequences at all; where several series share a figure, letters tell them apart. */
    NONE
}
