package qasr.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Numbers with names, each measured several times. */
final class Series {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Notes what is no number: why a run counts for nothing. */
    void note(String text) {
        notes.add(text);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Adds all that was added to {@code other}, and its notes. */
    void addAll(Series other) {
        other.values.forEach((name, numbers) -> numbers.forEach(number -> add(name, number)));
        notes.addAll(other.notes);
    }

    /** Returns how many numbers were added to {@code name}. */
    int count(String name) {
        return values.getOrDefault(name, List.of()).size();
    }

    Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns what was added to {@code name} last. */
    double last(String name) {
        List<Double> all = values.get(name);
        return all.get(all.size() - 1);
    }

    /** Returns the median of what was added as {@code name}, or NaN. */
    double median(String name) {
        List<Double> sorted =
                values.getOrDefault(name, List.of()).stream().sorted().toList();
        int n = sorted.size();
        return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    /** Returns an object of medians, and what they are medians of. */
    JsonObject json() {
        JsonObject medians = new JsonObject();
        JsonObject runs = new JsonObject();
        for (String name : new TreeMap<>(values).keySet()) {
            medians.addProperty(name, rounded(median(name)));
            JsonArray list = new JsonArray();
            values.get(name).forEach(value -> list.add(rounded(value)));
            runs.add(name, list);
        }
        medians.add("runs", runs);
        if (!notes.isEmpty()) {
            JsonArray refused = new JsonArray();
            notes.forEach(refused::add);
            medians.add("refused", refused);
        }
        return medians;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
