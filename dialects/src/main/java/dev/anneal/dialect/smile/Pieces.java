package dev.anneal.dialect.smile;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.List;

/** One function after another; all of them see the same time, and a milestone belongs to the one on its left. */
final class Pieces {

    private Pieces() {}

    /** What the arguments of a call mean, of which the first are the milestones. */
    static Schedule of(Call call, List<Value> schedules) {
        Value written = call.value("milestones");
        for (Value milestone : written.items()) {
            double number = milestone.number();
            if (!milestone.isInteger() || number != (int) number) {
                throw milestone.refused("be an int");
            }
        }
        boolean array = schedules.size() == 1 && schedules.get(0).isList();
        List<Schedule> pieces = new ArrayList<>();
        for (Value piece : array ? schedules.get(0).items() : schedules) {
            pieces.add(array && piece.isNumber() ? Schedule.constant(piece.number()) : Smile.function(piece));
        }
        double[] milestones = written.numbers();
        if (pieces.size() != milestones.length + 1) {
            throw call.error("there must be one more of the values than of the milestones, " + (milestones.length + 1)
                    + " here, got " + pieces.size());
        }
        for (int i = 1; i < milestones.length; i++) {
            if (milestones[i] <= milestones[i - 1]) {
                throw written.refused("rise");
            }
        }
        return schedule(milestones, pieces);
    }

    static Schedule schedule(double[] milestones, List<Schedule> pieces) {
        if (pieces.size() != milestones.length + 1) {
            throw new IllegalArgumentException("there must be one more of the values than of the milestones, "
                    + (milestones.length + 1) + " here, got " + pieces.size());
        }
        for (int i = 1; i < milestones.length; i++) {
            if (milestones[i] <= milestones[i - 1]) {
                throw new IllegalArgumentException(
                        "milestones must rise, got " + (int) milestones[i - 1] + " before " + (int) milestones[i]);
            }
        }
        return joined(starts(milestones), pieces);
    }

    /** When each piece begins, which may be before time 0. */
    private static double[] starts(double[] milestones) {
        double[] starts = new double[milestones.length + 1];
        starts[0] = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < milestones.length; i++) {
            starts[i + 1] = milestones[i] + 1;
        }
        return starts;
    }

    private static Schedule joined(double[] starts, List<Schedule> pieces) {
        int first = 0;
        while (first + 1 < starts.length && starts[first + 1] <= 0) {
            first++;
        }
        if (pieces.stream().allMatch(piece -> piece.length() == 0)) {
            return table(first, starts, pieces);
        }
        Schedule whole = null;
        for (int i = first; i < starts.length; i++) {
            double start = i == first ? 0 : starts[i];
            Schedule piece = pieces.get(i);
            piece = start == 0 || piece.length() == 0 ? piece : piece.skip(start);
            Schedule cut = i + 1 < starts.length ? cut(piece, starts[i + 1] - start) : piece;
            whole = whole == null ? cut : whole.then(cut);
        }
        return whole == null ? pieces.get(first) : whole;
    }

    private static Schedule cut(Schedule piece, double lasts) {
        return piece.length() == 0 ? Schedule.hold(piece.at(0), lasts) : piece.until(lasts);
    }

    private static Schedule table(int first, double[] starts, List<Schedule> pieces) {
        double[] times = new double[starts.length - first];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i == 0 ? 0 : starts[first + i];
            values[i] = pieces.get(first + i).at(0);
        }
        return times.length == 1 ? Schedule.constant(values[0]) : Schedule.piecewise(times, values);
    }
}
