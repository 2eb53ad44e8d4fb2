package dev.anneal.training;

import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.List;

/** Finds out when a schedule goes into another phase, at the price of one comparison an update as long as none does. */
final class Phases {

    private String[] names = {};
    private double next = Double.POSITIVE_INFINITY;

    /** Begins at a step, without a word. */
    void begin(Course course, long step) {
        names = new String[course.slots().size()];
        look(course, step);
    }

    /** What has changed since the last step that was looked at. */
    List<Event> changes(Course course, long step) {
        return step < next ? List.of() : look(course, step);
    }

    private List<Event> look(Course course, long step) {
        List<Event> changes = new ArrayList<>();
        next = Double.POSITIVE_INFINITY;
        for (int i = 0; i < names.length; i++) {
            Slot slot = course.slots().get(i);
            double time = step - slot.origin();
            String name = slot.schedule().phase(time);
            String before = names[i];
            if (before != null && !before.equals(name)) {
                Plan.Target target = slot.target();
                changes.add(new Event.PhaseChanged(step, target.group(), target.hyperparameter(), before, name));
            }
            names[i] = name;
            // the first whole step at which the knot has been reached
            next = Math.min(next, slot.origin() + Math.ceil(slot.schedule().nextKnot(time)));
        }
        return changes;
    }
}
