package qasr.run;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import qasr.console.Columns;
import qasr.console.Console;
import qasr.console.Ink;
import qasr.score.Alignment;
import qasr.score.Errors;
import qasr.score.Score;

/** The scores of several texts and their total, as a table or as JSON. */
public final class ScoreReport {
    private static final String ROW = "%-30s %7s %5s %5s %5s %8s %8s %5s %5s %5s %8s%n";
    /** How many equal words are shown around an error. */
    private static final int AROUND = 3;

    /** Which text is compared with which. */
    public record Names(Path reference, Path hypothesis) {}

    private record Entry(Names names, Score score) {}

    private final List<Entry> entries = new ArrayList<>();

    public void add(Names names, Score score) {
        entries.add(new Entry(names, score));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    private Errors words() {
        return entries.stream().map(entry -> entry.score().words()).reduce(Errors.NONE, Errors::plus);
    }

    private Errors characters() {
        return entries.stream().map(entry -> entry.score().characters()).reduce(Errors.NONE, Errors::plus);
    }

    /** Returns a table with a line for each text and one for the total. */
    public String table(boolean diff, boolean colors) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, ROW, "file", "words", "sub", "del", "ins", "WER", "chars", "sub", "del", "ins", "CER"));
        for (Entry entry : entries) {
            table.append(row(
                    entry.names().hypothesis().toString(),
                    entry.score().words(),
                    entry.score().characters()));
            if (diff) {
                differences(entry.score().alignment(), colors, table);
            }
        }
        return table.append(row("total", words(), characters())).toString().replace(System.lineSeparator(), "\n");
    }

    private static String row(String name, Errors words, Errors characters) {
        return String.format(
                Locale.ROOT,
                ROW,
                Console.oneLine(name),
                words.reference(),
                words.substitutions(),
                words.deletions(),
                words.insertions(),
                percent(words),
                characters.reference(),
                characters.substitutions(),
                characters.deletions(),
                characters.insertions(),
                percent(characters));
    }

    private static String percent(Errors errors) {
        return Double.isNaN(errors.rate()) ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * errors.rate());
    }

    /** Adds each stretch with errors: the reference's words, and below them those of the text. */
    private static void differences(List<Alignment.Pair> pairs, boolean colors, StringBuilder out) {
        int i = 0;
        while (i < pairs.size()) {
            if (pairs.get(i).isHit()) {
                i++;
                continue;
            }
            int from = Math.max(0, i - AROUND);
            int lastError = i;
            for (int k = i; k < pairs.size() && k <= lastError + 2 * AROUND; k++) {
                lastError = pairs.get(k).isHit() ? lastError : k;
            }
            int to = Math.min(pairs.size(), lastError + 1 + AROUND);
            StringBuilder reference = new StringBuilder("  REF:");
            StringBuilder hypothesis = new StringBuilder("  HYP:");
            for (Alignment.Pair pair : pairs.subList(from, to)) {
                int width = Math.max(Columns.of(pair.reference()), Columns.of(pair.hypothesis()));
                reference.append(' ').append(cell(pair.reference(), width, !pair.isHit() && colors, Ink.RED));
                hypothesis.append(' ').append(cell(pair.hypothesis(), width, !pair.isHit() && colors, Ink.GREEN));
            }
            out.append(reference).append('\n').append(hypothesis).append("\n\n");
            i = to;
        }
    }

    private static String cell(String word, int width, boolean colors, Ink ink) {
        String shown = word.isEmpty() ? "*".repeat(width) : Console.oneLine(word);
        return ink.on(colors, shown) + " ".repeat(Math.max(0, width - Columns.of(shown)));
    }

    /** Returns everything as JSON. */
    public String json(boolean numbers) {
        JsonObject document = new JsonObject();
        document.addProperty("schema", "qasr.score/1");
        document.addProperty("numbers", numbers);
        JsonArray files = new JsonArray();
        for (Entry entry : entries) {
            JsonObject file = new JsonObject();
            file.addProperty("reference", entry.names().reference().toString());
            file.addProperty("hypothesis", entry.names().hypothesis().toString());
            file.add("words", json(entry.score().words()));
            file.add("characters", json(entry.score().characters()));
            file.add("errors", errors(entry.score().alignment()));
            files.add(file);
        }
        document.add("files", files);
        JsonObject total = new JsonObject();
        total.add("words", json(words()));
        total.add("characters", json(characters()));
        document.add("total", total);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(document)
                + "\n";
    }

    private static JsonObject json(Errors errors) {
        JsonObject json = new JsonObject();
        json.addProperty("reference", errors.reference());
        json.addProperty("hits", errors.hits());
        json.addProperty("substitutions", errors.substitutions());
        json.addProperty("deletions", errors.deletions());
        json.addProperty("insertions", errors.insertions());
        if (Double.isNaN(errors.rate())) {
            json.add("rate", JsonNull.INSTANCE);
        } else {
            json.addProperty("rate", Math.round(errors.rate() * 1e6) / 1e6);
        }
        return json;
    }

    /** Returns the words that differ: the place in the reference, the reference words, and the words of the text. */
    private static JsonArray errors(List<Alignment.Pair> pairs) {
        JsonArray errors = new JsonArray();
        int at = 0;
        for (Alignment.Pair pair : pairs) {
            if (!pair.isHit()) {
                JsonObject error = new JsonObject();
                error.addProperty("at", at);
                error.addProperty("reference", pair.reference());
                error.addProperty("hypothesis", pair.hypothesis());
                errors.add(error);
            }
            at += pair.reference().isEmpty() ? 0 : 1;
        }
        return errors;
    }
}
