package qasr.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The time of each operator, by part of the work. The time of a part is the sum of its operators' own time (without
 * operators that they call) and a rest for the interpreter and Java. Recording costs about a microsecond per operator.
 * Parts are recorded one at a time. Not thread-safe.
 */
final class OperatorProfile {
    private static final int SHOWN = 14;

    /** The time outside operators. */
    private static final String REST = "(between operators)";

    /** The operators for matrix products, the lower limit of a part's time. Attention is not included. */
    private static final Pattern PRODUCT = Pattern.compile(
            "(aten::)?(addmm|mm|addmv|mv|mkldnn_\\w+|fbgemm_linear_\\w+|\\w*convolution\\w*|\\w*conv2d\\w*)");

    private record Event(String name, double start, double duration) {
        double end() {
            return start + duration;
        }
    }

    /** The number of calls and their total time in microseconds. */
    private record Cost(long calls, double micros) {
        Cost plus(Cost other) {
            return new Cost(calls + other.calls, micros + other.micros);
        }
    }

    private static final class Open {
        private final Event event;
        private double inner;

        Open(Event event) {
            this.event = event;
        }
    }

    private final Map<String, Map<String, Cost>> parts = new LinkedHashMap<>();

    /** Returns whether this build of libtorch can record operators. */
    static boolean available() {
        return OperatorTrace.available();
    }

    /**
     * Runs {@code work} on the calling thread and adds its time to {@code part}.
     *
     * @throws UnsupportedOperationException if operators cannot be recorded here
     */
    <T> T measure(String part, Supplier<T> work) {
        OperatorTrace trace = OperatorTrace.start();
        String events = "[]";
        long start = System.nanoTime();
        long nanos;
        try {
            return work.get();
        } finally {
            nanos = System.nanoTime() - start;
            events = trace.stop();
            add(part, events, nanos / 1e3);
        }
    }

    /** Adds a record from {@link OperatorTrace#stop}; {@code micros} is the time of the whole work. */
    void add(String part, String events, double micros) {
        Map<String, Cost> costs = parts.computeIfAbsent(part, name -> new TreeMap<>());
        double inside = 0;
        for (Map.Entry<String, Cost> own : ownTimes(parsed(events)).entrySet()) {
            costs.merge(own.getKey(), own.getValue(), Cost::plus);
            inside += own.getValue().micros;
        }
        costs.merge(REST, new Cost(1, Math.max(0, micros - inside)), Cost::plus);
    }

    private static List<Event> parsed(String json) {
        List<Event> events = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
            // A comma after the last event is read as a null.
            if (element instanceof JsonObject event && event.has("dur")) {
                events.add(new Event(
                        event.get("name").getAsString(),
                        event.get("ts").getAsDouble(),
                        event.get("dur").getAsDouble()));
            }
        }
        // An operator comes before the operators that it calls.
        events.sort(Comparator.comparingDouble(Event::start).thenComparing(Event::duration, Comparator.reverseOrder()));
        return events;
    }

    private static Map<String, Cost> ownTimes(List<Event> events) {
        Map<String, Cost> costs = new TreeMap<>();
        Deque<Open> open = new ArrayDeque<>();
        for (Event event : events) {
            while (!open.isEmpty() && event.start >= open.peek().event.end()) {
                close(open, costs);
            }
            if (!open.isEmpty()) {
                open.peek().inner += event.duration;
            }
            open.push(new Open(event));
        }
        while (!open.isEmpty()) {
            close(open, costs);
        }
        return costs;
    }

    private static void close(Deque<Open> open, Map<String, Cost> costs) {
        Open closed = open.pop();
        double own = Math.max(0, closed.event.duration - closed.inner);
        costs.merge(closed.event.name, new Cost(1, own), Cost::plus);
    }

    private static double total(Map<String, Cost> costs) {
        return costs.values().stream().mapToDouble(Cost::micros).sum();
    }

    private static double products(Map<String, Cost> costs) {
        return costs.entrySet().stream()
                .filter(entry -> PRODUCT.matcher(entry.getKey()).matches())
                .mapToDouble(entry -> entry.getValue().micros)
                .sum();
    }

    /** Returns the time of {@code part} divided by the time of its matrix products, if it has any. */
    OptionalDouble overProducts(String part) {
        Map<String, Cost> costs = parts.getOrDefault(part, Map.of());
        double products = products(costs);
        return products > 0 ? OptionalDouble.of(total(costs) / products) : OptionalDouble.empty();
    }

    /** Returns a table, with the slowest operators of each part first. */
    String table() {
        StringBuilder text = new StringBuilder();
        parts.forEach((part, costs) -> {
            double total = total(costs);
            text.append(format("%s, %.1f ms, matrix products %.1f ms%n", part, total / 1e3, products(costs) / 1e3));
            text.append(format("%12s %7s %8s  %s%n", "own ms", "share", "calls", "operator"));
            List<Map.Entry<String, Cost>> sorted = new ArrayList<>(costs.entrySet());
            sorted.sort(Comparator.comparing(entry -> -entry.getValue().micros));
            sorted.stream()
                    .limit(SHOWN)
                    .forEach(entry ->
                            text.append(line(entry.getKey(), entry.getValue(), entry.getValue().micros / total)));
            if (sorted.size() > SHOWN) {
                Cost others =
                        sorted.stream().skip(SHOWN).map(Map.Entry::getValue).reduce(new Cost(0, 0), Cost::plus);
                text.append(line((sorted.size() - SHOWN) + " others", others, others.micros / total));
            }
        });
        return text.toString();
    }

    private static String line(String name, Cost cost, double share) {
        return format("%12.2f %5.1f %% %8d  %s%n", cost.micros / 1e3, 100 * share, cost.calls, name);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values).replace(System.lineSeparator(), "\n");
    }
}
