package dev.anneal.training;

import dev.anneal.Plan;
import java.util.List;
import java.util.function.Function;

/** What is in force: a course at a step, as it stands in the optimizer and as readers see it. */
final class Present {

    private final Writing writing;
    private Course course;
    private long step;
    private volatile Board board;

    /** Writes what a course has looked at, for the first time. */
    Present(Course first, long step, OptimizerSink sink) {
        writing = new Writing(sink);
        course = first;
        this.step = step;
        refuse(first, step, IllegalArgumentException::new);
        writing.begin(first);
        first.settle();
        board = new Board(targets(first), step, first.values());
    }

    private static List<Plan.Target> targets(Course course) {
        return course.slots().stream().map(Slot::target).toList();
    }

    Course course() {
        return course;
    }

    long step() {
        return step;
    }

    /** For any thread. */
    Board board() {
        return board;
    }

    /** To the next step. */
    void advance() {
        course.look(step + 1);
        move(course, step + 1, IllegalStateException::new);
    }

    /** To another course at the same step. */
    void change(Course next, Function<String, RuntimeException> refusal) {
        next.look(course, step);
        boolean grown = next.count() > course.count();
        move(next, step, refusal);
        if (grown) {
            board = new Board(targets(next), step, next.values(), board);
        }
    }

    /** To what a course has looked at: checked, written, and then shown. */
    private void move(Course next, long now, Function<String, RuntimeException> refusal) {
        refuse(next, now, refusal);
        writing.change(course, next);
        if (now != step) {
            board.publishApplied(course.values());
        }
        next.settle();
        course = next;
        step = now;
        board.publish(now, next.values());
    }

    private static void refuse(Course next, long now, Function<String, RuntimeException> refusal) {
        String refused = next.refusal(now);
        if (refused != null) {
            throw refusal.apply(refused);
        }
    }
}
