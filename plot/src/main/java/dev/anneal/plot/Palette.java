package dev.anneal.plot;

import java.awt.Color;

/** The colours of the series, and of what surrounds them. */
final class Palette {

    /** From the right axis on colours start here, so that two lines on two axes are as different as can be. */
    static final int SECOND_AXIS = 3;

    static final Color TITLE = new Color(0x1F2330);
    static final Color TEXT = new Color(0x5B6070);
    static final Color GRID = new Color(0xE6E7EA);
    static final Color FAINT_GRID = new Color(0xF3F4F5);
    static final Color BASELINE = new Color(0xB9BDCA);

    private static final int[] TRUE = {
        0x4C72B0, 0xDD8452, 0x55A868, 0xC44E52, 0x8172B3, 0x937860, 0xDA8BC3, 0x8C8C8C, 0xCCB974, 0x64B5CD
    };
    private static final int[] INDEXED = {67, 173, 71, 167, 97, 137, 175, 245, 179, 74};

    private Palette() {}

    static Color colour(int index) {
        return new Color(TRUE[index % TRUE.length]);
    }

    /** The same, so that what is behind it shows through. */
    static Color pale(int index) {
        return new Color(TRUE[index % TRUE.length] & 0xFFFFFF | 0x70000000, true);
    }

    static String hex(int index) {
        return String.format("#%06x", TRUE[index % TRUE.length]);
    }

    /** The escape sequence that switches to a colour, or nothing. */
    static String escape(Colour colour, int index) {
        return switch (colour) {
            case NONE -> "";
            case INDEXED -> "\u001b[38;5;" + INDEXED[index % INDEXED.length] + "m";
            case TRUE -> {
                int rgb = TRUE[index % TRUE.length];
                yield "\u001b[38;2;" + (rgb >> 16) + ";" + (rgb >> 8 & 255) + ";" + (rgb & 255) + "m";
            }
        };
    }

    static String reset(Colour colour) {
        return colour == Colour.NONE ? "" : "\u001b[0m";
    }
}
