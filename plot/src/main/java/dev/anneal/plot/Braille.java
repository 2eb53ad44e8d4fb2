package dev.anneal.plot;

/** A canvas of dots, two across and four down in every character. */
final class Braille {
    /** The bit of the dot in column x and row y of a character: the order in which braille numbers its dots. */
    private static final int[][] BITS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private static final int BLANK = 0x2800;

    private final int columns;
    private final int rows;
    private final int[][] dots;
    private final int[][] owners;
    private final int[][] marks;

    Braille(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.dots = new int[rows][columns];
        this.owners = new int[rows][columns];
        this.marks = new int[rows][columns];
    }

    int width() {
        return 2 * columns;
    }

    int height() {
        return 4 * rows;
    }

    /** Sets a dot; y counts upwards. Dots outside are left out. A character belongs to whoever drew in it last. */
    void dot(int x, int y, int owner) {
        if (x < 0 || x >= width() || y < 0 || y >= height()) {
            return;
        }
        int down = height() - 1 - y;
        dots[down / 4][x / 2] |= BITS[x % 2][down % 4];
        owners[down / 4][x / 2] = owner;
    }

    /** A straight line between two dots. */
    void line(int x0, int y0, int x1, int y1, int owner) {
        int steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
        dot(x0, y0, owner);
        for (int i = 1; i <= steps; i++) {
            double part = i / (double) steps;
            dot((int) Math.round(x0 + part * (x1 - x0)), (int) Math.round(y0 + part * (y1 - y0)), owner);
        }
    }

    /** Puts a letter over the character that a dot is in, if its owner drew there and no letter is near. */
    void mark(int x, int y, int owner, int letter) {
        int row = (height() - 1 - y) / 4;
        int column = x / 2;
        boolean free = y >= 0 && row >= 0 && column < columns && owners[row][column] == owner;
        if (free && marks[row][column] == 0 && dots[row][column] != 0) {
            marks[row][column] = letter;
        }
    }

    /** The characters of a row, those of each owner in its colour. */
    String row(int row, Colour colour) {
        var text = new StringBuilder();
        int current = -1;
        for (int column = 0; column < columns; column++) {
            int owner = dots[row][column] == 0 ? -1 : owners[row][column];
            if (owner != current) {
                text.append(current < 0 ? "" : Palette.reset(colour));
                text.append(owner < 0 ? "" : Palette.escape(colour, owner));
                current = owner;
            }
            int mark = marks[row][column];
            text.appendCodePoint(mark != 0 ? mark : owner < 0 ? ' ' : BLANK + dots[row][column]);
        }
        return text.append(current < 0 ? "" : Palette.reset(colour)).toString();
    }
}
