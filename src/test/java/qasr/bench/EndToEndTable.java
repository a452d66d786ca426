package qasr.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whole runs as lines of text: a table for each recording, stages apart, and what was refused. */
final class EndToEndTable {
    private static final List<String> STAGES =
            List.of("open", "decode_audio", "vad", "mel", "encoder", "prefill", "decode");
    private static final String PAIR = "times_";

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Series> rows;

    private EndToEndTable(Map<String, Series> rows) {
        this.rows = rows;
    }

    /** Returns the table of {@code rows}, each called {@code RECORDING, NAME}. */
    static String of(Map<String, Series> rows) {
        EndToEndTable table = new EndToEndTable(rows);
        table.totals();
        table.stages();
        table.refused();
        return table.text.toString();
    }

    private void totals() {
        List<String> pairs = pairs();
        line(
                "%n%-36s %5s %9s %6s %8s %9s %6s %6s",
                "end to end", "runs", "wall s", "RTF", "tokens/s", "peak MB", "CPU %", "others");
        pairs.forEach(pair -> line(" %10s", "x " + pair.substring(PAIR.length())));
        line("%n");
        rows.forEach((name, series) -> {
            double wall = series.median("wall_seconds");
            line(
                    "%-36s %5d %9.2f %6.3f %8.1f %9.0f %6.0f %6.0f",
                    name,
                    series.count("wall_seconds"),
                    wall,
                    wall / series.median("recording_seconds"),
                    series.median("tokens") / wall,
                    series.median("peak_mb"),
                    100 * series.median("own_share"),
                    100 * series.median("others_share"));
            pairs.forEach(pair -> line(" %10.2f", series.median(pair)));
            line("%n");
        });
    }

    /** Each precision that pairs were made with. */
    private List<String> pairs() {
        Set<String> pairs = new TreeSet<>();
        rows.values()
                .forEach(series -> series.names().stream()
                        .filter(name -> name.startsWith(PAIR))
                        .forEach(pairs::add));
        return new ArrayList<>(pairs);
    }

    private void stages() {
        line("%n%-36s", "stages of whole runs");
        STAGES.forEach(stage -> line(" %12s", stage + " s"));
        line("%n");
        rows.forEach((name, series) -> {
            if (!Double.isNaN(series.median("encoder_seconds"))) {
                line("%-36s", name);
                STAGES.forEach(stage -> line(" %12.2f", series.median(stage + "_seconds")));
                line(
                        "   (%.0f s of speech in %.0f chunks, %.0f tokens, %.0f rows)%n",
                        series.median("sound_seconds"),
                        series.median("chunks"),
                        series.median("tokens"),
                        series.median("rows"));
            }
        });
    }

    private void refused() {
        rows.forEach((name, series) -> series.notes().forEach(note -> line("refused: %s: %s%n", name, note)));
    }

    private void line(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values).replace("NaN", "  -"));
    }
}
