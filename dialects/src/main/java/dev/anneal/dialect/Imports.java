package dev.anneal.dialect;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a text imports: the full names behind its own. */
final class Imports {

    /** More modules than that are not looked into for a bare name. */
    private static final int MOST_STARS = 20;

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> stars = new LinkedHashSet<>();
    private final Set<String> roots = new LinkedHashSet<>();

    void add(Map<String, String> imported) {
        imported.forEach((name, path) -> {
            if (name.equals("*")) {
                if (stars.size() < MOST_STARS) {
                    stars.add(path);
                }
            } else {
                names.put(name, path);
            }
            int dot = path.indexOf('.');
            roots.add(dot < 0 ? path : path.substring(0, dot));
        });
    }

    /** All full names that a dotted name may stand for: what it was imported as first, itself last. */
    List<String> meanings(String path) {
        Set<String> meanings = new LinkedHashSet<>();
        int dot = path.indexOf('.');
        String head = names.get(dot < 0 ? path : path.substring(0, dot));
        if (head != null) {
            meanings.add(head + (dot < 0 ? "" : path.substring(dot)));
        }
        if (dot < 0) {
            stars.forEach(module -> meanings.add(module + "." + path));
        }
        meanings.add(path);
        return List.copyOf(meanings);
    }

    /** The first names of all modules from which something was imported. */
    Set<String> roots() {
        return roots;
    }
}
