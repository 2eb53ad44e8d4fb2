package dev.anneal.dialect.code;
import dev.anneal.Schedule;
final class KerasCode { private final Schedule schedule; KerasCode(Schedule schedule) { this.schedule = schedule; } String text() { return schedule.toString(); } }
