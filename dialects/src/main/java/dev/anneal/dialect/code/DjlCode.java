package dev.anneal.dialect.code;
import dev.anneal.Schedule;
final class DjlCode { private final Schedule schedule; DjlCode(Schedule schedule) { this.schedule = schedule; } String text() { return schedule.toString(); } }
