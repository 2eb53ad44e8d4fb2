package dev.anneal.dialect.megatron;

import dev.anneal.dialect.Call;

/** What the run says of the parameter groups, and of how many steps an update counts. */
record Facts(Call call, int groups) {

    private static final String INCREMENT = "increment";

    /** What an update adds to the number of steps. */
    double increment() {
        double increment = number(INCREMENT, fact(INCREMENT, "1"));
        if (!(increment > 0 && increment < Double.POSITIVE_INFINITY)) {
            throw call.error("increment must be > 0, got " + fact(INCREMENT, ""));
        }
        return increment;
    }

    /** A setting of a group; what is said once holds for all. */
    double of(String key, double otherwise, int group) {
        String fact = fact(key, "");
        if (fact.isEmpty()) {
            return otherwise;
        }
        String[] numbers = fact.split(",", -1);
        if (numbers.length != 1 && numbers.length != groups) {
            throw call.error(
                    key + " must be one number, or one for each of " + groups + " parameter groups, got " + fact);
        }
        return number(key, numbers[numbers.length == 1 ? 0 : group]);
    }

    private String fact(String key, String otherwise) {
        String fact = call.horizon().fact(key);
        return fact == null ? otherwise : fact;
    }

    private double number(String key, String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as what is not finite is
        }
        throw call.error(key + " must be numbers, got " + text);
    }
}
