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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import qasr.torch.StageCosts;

/** All that was measured, as one JSON file and one table. */
final class BenchReport {
    private static final List<String> STAGES =
            List.of("open", "decode_audio", "vad", "mel", "encoder", "prefill", "decode");

    private final BenchSettings settings;
    private final Map<String, Map<String, Series>> parts = new LinkedHashMap<>();
    private final Map<String, String> precisions = new LinkedHashMap<>();
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
        machine.addProperty("cpu", processor());
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
        machine.addProperty("recording_minutes", settings.minutes());
        machine.addProperty("runs", settings.runs());
        machine.addProperty("options", String.join(" ", settings.options()));
        machine.addProperty("peer", settings.peer().orElse(""));
        JsonObject chosen = new JsonObject();
        precisions.forEach(chosen::addProperty);
        machine.add("precision", chosen);
        return machine;
    }

    private static String processor() throws IOException {
        Path facts = Path.of("/proc/cpuinfo");
        if (!Files.exists(facts)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(facts)) {
            List<String> all = lines.toList();
            Optional<String> name = all.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*: *", ""))
                    .findFirst();
            List<String> wide = Stream.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile")
                    .filter(flag ->
                            all.stream().anyMatch(line -> line.startsWith("flags") && line.contains(" " + flag)))
                    .toList();
            return name.orElse(System.getProperty("os.arch")) + " " + wide;
        }
    }

    private String table() throws IOException {
        StringBuilder text = new StringBuilder();
        machine().entrySet().forEach(fact -> text.append(format("%-18s %s%n", fact.getKey(), plain(fact.getValue()))));
        text.append(format("%nMedians. Seconds of stages are sums over the threads.%n"));
        startUp(text);
        endToEnd(text);
        stages(text);
        kernels(text);
        return text.toString();
    }

    private static String plain(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private Map<String, Series> part(String name) {
        return parts.getOrDefault(name, Map.of());
    }

    private void startUp(StringBuilder text) {
        text.append(
                format("%n%-22s %8s %8s %16s %9s%n", "start-up", "seconds", "open s", "to first chunk s", "peak MB"));
        part("start-up")
                .forEach((name, series) -> text.append(format(
                        "%-22s %8.3f %8.3f %16.3f %9.0f%n",
                        name,
                        series.median("wall_seconds"),
                        series.median("open_seconds"),
                        series.median("first_chunk_seconds"),
                        series.median("peak_mb"))));
    }

    private void endToEnd(StringBuilder text) {
        text.append(
                format("%n%-12s %9s %6s %10s %9s %9s", "end to end", "wall s", "RTF", "tokens/s", "peak MB", "x peer"));
        STAGES.forEach(stage -> text.append(format(" %12s", stage + " s")));
        text.append(format("%n"));
        part("end to end").forEach((name, series) -> {
            double wall = series.median("wall_seconds");
            text.append(format(
                    "%-12s %9.2f %6.3f %10.1f %9.0f %9.2f",
                    name,
                    wall,
                    wall / (60 * settings.minutes()),
                    series.median("tokens") / wall,
                    series.median("peak_mb"),
                    series.median("times_peer")));
            STAGES.forEach(stage -> text.append(format(" %12.2f", series.median(stage + "_seconds"))));
            text.append(format(
                    "   (%.0f s of speech in %.0f chunks, %.0f rows)%n",
                    series.median("sound_seconds"), series.median("chunks"), series.median("rows")));
        });
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
