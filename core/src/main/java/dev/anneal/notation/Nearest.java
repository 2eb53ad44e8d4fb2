package dev.anneal.notation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which name was meant by one that is unknown. */
public final class Nearest {
    private static final int LONGEST = 64;
    private static final int SHORTEST_BEGINNING = 4;

    private Nearest() {}

    /**
     * The candidate that takes the fewest edits (a letter more, less, changed, or two neighbours swapped). Case and
     * underscores do not count. At most a third of the letters may be edited; an unknown name that a candidate begins
     * with is near as well, and so is a candidate of four letters or more that the unknown name begins with.
     *
     * @param name the unknown name
     * @param candidates the known names; of equally near ones the first counts
     * @return the nearest, or null when none is near
     */
    public static @Nullable String to(String name, Iterable<String> candidates) {
        if (name.length() > LONGEST) {
            return null;
        }
        String wanted = plain(name);
        String nearest = null;
        int least = wanted.length() / 3 + 1;
        for (String candidate : candidates) {
            int distance = candidate.length() > LONGEST ? LONGEST : distance(wanted, plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        if (nearest != null || wanted.length() <= 2) {
            return nearest;
        }
        String completion = completion(wanted, candidates);
        return completion == null ? beginning(wanted, candidates) : completion;
    }

    /** The longest candidate that the wanted name begins with, as people add words to what they know. */
    private static @Nullable String beginning(String wanted, Iterable<String> candidates) {
        String longest = null;
        int most = SHORTEST_BEGINNING - 1;
        for (String candidate : candidates) {
            if (candidate.length() <= LONGEST
                    && plain(candidate).length() > most
                    && wanted.startsWith(plain(candidate))) {
                most = plain(candidate).length();
                longest = candidate;
            }
        }
        return longest;
    }

    private static @Nullable String completion(String wanted, Iterable<String> candidates) {
        for (String candidate : candidates) {
            if (candidate.length() <= LONGEST && plain(candidate).startsWith(wanted)) {
                return candidate;
            }
        }
        return null;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(row[j], beforeLast[j - 2] + 1) : row[j];
            }
        }
        return row[b.length()];
    }
}
