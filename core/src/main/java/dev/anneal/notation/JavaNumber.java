package dev.anneal.notation;

/** Reads numbers as Java writes them. */
final class JavaNumber {
    private JavaNumber() {}

    static Expression.Num read(String text, Span span) {
        char last = Character.toLowerCase(text.charAt(span.end() - 1));
        boolean radix = text.startsWith("0x", span.start())
                || text.startsWith("0X", span.start())
                || text.startsWith("0b", span.start())
                || text.startsWith("0B", span.start());
        boolean suffixed = last == 'l' || !radix && (last == 'f' || last == 'd');
        Span digits = suffixed ? new Span(span.start(), span.end() - 1) : span;
        Expression.Num number = NumberReader.read(text, digits);
        double value = number.value();
        if (suffixed && last == 'f') {
            value = Float.parseFloat(
                    text.substring(digits.start(), digits.end()).replace("_", ""));
            if (!Double.isFinite(value) || value == 0 && number.value() != 0) {
                throw NotationException.at(
                        text, span, "the number is too " + (value == 0 ? "small" : "large") + " for a float");
            }
        }
        boolean integral = suffixed ? last == 'l' && value == Math.rint(value) : number.integral();
        return new Expression.Num(value, integral, span);
    }
}
