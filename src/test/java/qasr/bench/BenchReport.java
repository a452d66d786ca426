package qasr.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import qasr.torch.StageCosts;

/** All measurements, as one JSON file and one table. */
final class BenchReport {
    /** The part of whole runs. */
    static final String END_TO_END = "end to end";

    /** Where a busy machine refuses a run. The others measure within a process, whose load nobody reads. */
    private static final String COVERED = "for start-up and end to end, not for stages and kernels";

    private final BenchSettings settings;
    private final Map<String, Map<String, Series>> parts = new LinkedHashMap<>();
    private final Map<String, String> precisions = new LinkedHashMap<>();
    private final Map<String, String> libraries = new LinkedHashMap<>();
    private final Set<String> versions = new LinkedHashSet<>();

    BenchReport(BenchSettings settings) {
        this.settings = settings;
    }

    /** Returns the measurements called {@code name} of {@code part}, new ones the first time. */
    Series series(String part, String name) {
        return parts.computeIfAbsent(part, key -> new LinkedHashMap<>()).computeIfAbsent(name, key -> new Series());
    }

    /** Notes the version of another tool that measures. */
    void version(String version) {
        versions.add(version);
    }

    /** Notes which kernels the libraries of a program chose. */
    void libraries(String program, String kernels) {
        libraries.put(program, kernels);
    }

    /** Notes what {@code dtype} turned out to be. */
    void precision(String dtype, String precision) {
        precisions.put(dtype, precision);
    }

    /** Writes bench.json and bench.txt into {@code folder} and returns the latter. */
    Path write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.add("machine", machine());
        parts.forEach((part, list) -> {
            JsonArray rows = new JsonArray();
            list.forEach((name, series) -> {
                JsonObject row = series.json();
                row.addProperty("name", name);
                rows.add(row);
            });
            json.add(part, rows);
        });
        Files.writeString(
                folder.resolve("bench.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n");
        return Files.writeString(folder.resolve("bench.txt"), table());
    }

    private JsonObject machine() throws IOException {
        JsonObject machine = new JsonObject();
        machine.addProperty("cpu", Processor.here().toString());
        machine.addProperty("processors", Runtime.getRuntime().availableProcessors());
        machine.addProperty("threads", settings.threads());
        machine.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.addProperty("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.addProperty("libtorch", System.getProperty("qasr.libtorch", "unknown"));
        machine.addProperty("qasr", System.getProperty("qasr.version", "unknown"));
        machine.addProperty("kernels_by", String.join(", ", versions));
        if (settings.model().isPresent()) {
            machine.addProperty("weights", settings.model().get().toString());
        } else {
            machine.addProperty("weights_seed", 1);
        }
        machine.addProperty("sound_seed", StageCosts.SEED);
        machine.addProperty("chunk_seconds", settings.chunkSeconds());
        machine.addProperty(
                "recordings",
                String.join(
                        ", ", settings.sounds().stream().map(SoundPlan::name).toList()));
        machine.addProperty("runs", settings.runs());
        machine.addProperty("options", String.join(" ", settings.options()));
        BenchSettings.Fairness fairness = settings.fairness();
        machine.addProperty("environment", fairness.surroundings().told(System.getenv()));
        machine.addProperty("busy", fairness.rule() + ", " + fairness.repeats() + " repeats; " + COVERED);
        JsonObject peers = new JsonObject();
        settings.peers().forEach(peer -> peers.addProperty(peer.name(), peer.template()));
        machine.add("peers", peers);
        JsonObject kernels = new JsonObject();
        libraries.forEach(kernels::addProperty);
        machine.add("kernels", kernels);
        JsonObject chosen = new JsonObject();
        precisions.forEach(chosen::addProperty);
        machine.add("precision", chosen);
        return machine;
    }

    private String table() throws IOException {
        StringBuilder text = new StringBuilder();
        machine().entrySet().forEach(fact -> text.append(fact(fact.getKey(), fact.getValue())));
        text.append(format("%nMedians. Seconds of stages are sums over the threads.%n"));
        startUp(text);
        if (!part(END_TO_END).isEmpty()) {
            text.append(EndToEndTable.of(part(END_TO_END)));
        }
        stages(text);
        kernels(text);
        return text.toString();
    }

    private static String fact(String name, JsonElement value) {
        if (value.isJsonPrimitive()) {
            return format("%-18s %s%n", name, value.getAsString());
        }
        StringBuilder lines = new StringBuilder(format("%s%n", name));
        value.getAsJsonObject()
                .entrySet()
                .forEach(each -> lines.append(
                        format("  %-16s %s%n", each.getKey(), each.getValue().getAsString())));
        return lines.toString();
    }

    private Map<String, Series> part(String name) {
        return parts.getOrDefault(name, Map.of());
    }

    private void startUp(StringBuilder text) {
        text.append(format(
                "%n%-22s %8s %8s %16s %9s %8s%n",
                "start-up", "seconds", "open s", "to first chunk s", "peak MB", "refused"));
        part("start-up")
                .forEach((name, series) -> text.append(format(
                        "%-22s %8.3f %8.3f %16.3f %9.0f %8d%n",
                        name,
                        series.median("wall_seconds"),
                        series.median("open_seconds"),
                        series.median("first_chunk_seconds"),
                        series.median("peak_mb"),
                        series.notes().size())));
    }

    private void stages(StringBuilder text) {
        text.append(format(
                "%n%-28s %9s %14s %7s %15s %15s %10s %11s %11s %14s%n",
                "stages, one thread's time",
                "ms",
                "products' ms",
                "ratio",
                "processor time",
                "attention's ms",
                "with it",
                "in profile",
                "ms a token",
                "against first"));
        Map<String, Double> first = new LinkedHashMap<>();
        part("stages").forEach((name, series) -> {
            double token = series.median("seconds_a_token");
            double one =
                    Double.isNaN(token) ? token : first.computeIfAbsent(name.replaceFirst(",.*", ""), key -> token);
            text.append(format(
                    "%-28s %9.1f %14.1f %7.2f %15.2f %15.1f %10.2f %11.2f %11.1f %14.2f%n",
                    name,
                    1e3 * series.median("seconds"),
                    1e3 * series.median("products_seconds"),
                    series.median("ratio"),
                    series.median("processor_time_ratio"),
                    1e3 * series.median("attention_products_seconds"),
                    series.median("ratio_to_all_products"),
                    series.median("profile_ratio"),
                    1e3 * token,
                    token / one));
        });
    }

    private void kernels(StringBuilder text) {
        if (!part("kernels").isEmpty()) {
            text.append(format("%n%-44s %12s%n", "kernels, one thread", "ms"));
        }
        part("kernels")
                .forEach((name, series) ->
                        text.append(format("%-44s %12.3f%n", name, series.median("microseconds") / 1e3)));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values)
                .replace(System.lineSeparator(), "\n")
                .replace("NaN", "  -");
    }
}
