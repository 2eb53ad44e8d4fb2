package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

    @Test
    void valuesMayBeThinnedAndNothingElse() {
        List<Event> told = new ArrayList<>();
        EventLog thin = ((EventLog) told::add).every(4);
        LogEvents.ONE_OF_EACH.forEach(thin::log);
        assertThat(told)
                .isEqualTo(LogEvents.ONE_OF_EACH.stream()
                        .filter(event -> !(event instanceof Event.Applied) || event.step() == 4)
                        .toList());
        assertThat(told).hasSize(10);
    }

    @Test
    void everyUpdateIsTheMost() {
        EventLog log = event -> {};
        assertThatThrownBy(() -> log.every(0)).hasMessage("updates must be >= 1, got 0");
    }

    @Test
    void whatWasObservedIsToldOnce() {
        String rule = "lr *= plateau(on=\"loss\")";
        assertThat(new Event.Observed(4, rule, "loss", 0.25, false, "loss 0.25 is the first"))
                .hasToString("update 4: loss 0.25 is the first");
        assertThat(new Event.Observed(4, rule, "loss", 0.25, false, "rests for the last time"))
                .hasToString("update 4: loss 0.25: rests for the last time");
    }
}
