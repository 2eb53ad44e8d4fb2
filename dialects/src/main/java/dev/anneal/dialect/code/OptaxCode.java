package dev.anneal.dialect.code;
import dev.anneal.Schedule;
final class OptaxCode { private final Schedule schedule; OptaxCode(Schedule schedule) { this.schedule = schedule; } String text() { return schedule.toString(); } }
