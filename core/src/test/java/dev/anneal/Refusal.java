package dev.anneal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A call that is refused, and what the error says. */
record Refusal(ThrowingCallable call, String message) {

    static Refusal refused(ThrowingCallable call, String message) {
        return new Refusal(call, message);
    }

    void check() {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Override
    public String toString() {
        return message;
    }
}
