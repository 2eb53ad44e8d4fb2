package dev.anneal.plot;

/** The lowest and the highest of the points seen, in the order of their times: enough to draw a crowded column of pixels. */
final class Extremes {
    private double lowTime;
    private double low;
    private double highTime;
    private double high;
    private boolean empty = true;

    void clear() {
        empty = true;
    }

    void see(double time, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        if (empty || value < low) {
            lowTime = time;
            low = value;
        }
        if (empty || value > high) {
            highTime = time;
            high = value;
        }
        empty = false;
    }

    void addTo(Line.Builder line) {
        if (empty) {
            return;
        }
        if (lowTime <= highTime) {
            line.add(lowTime, low).add(highTime, high);
        } else {
            line.add(highTime, high).add(lowTime, low);
        }
    }
}
