package qasr.run;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import qasr.console.Console;
import qasr.speakers.DiarisationErrors;
import qasr.speakers.Rttm;

/** The diarisation errors of recordings and their total, as a table or as JSON. */
public final class RttmReport {
    private static final String ROW = "%-30s %9s %9s %9s %9s %8s%n";

    private final DiarisationErrors.Rules rules;
    private final Map<String, DiarisationErrors> recordings = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    public RttmReport(DiarisationErrors.Rules rules) {
        this.rules = rules;
    }

    /**
     * Adds all recordings of {@code reference}. A recording may be named by its path in one file and by its stem in the other.
     *
     * @param parts the parts to score by recording; recordings that are not in it are scored from their first to their last turn
     */
    public void add(Rttm reference, Rttm result, Map<String, List<double[]>> parts) {
        Map<String, List<Rttm.NamedTurn>> found = new RttmNames(reference).of(result.recordings());
        Map<String, List<double[]>> scored = new RttmNames(reference).of(parts);
        boolean only = reference.recordings().size() == 1 && found.size() == 1;
        reference.recordings().forEach((name, turns) -> {
            List<Rttm.NamedTurn> own = turns(name, reference, found);
            if (own == null && only) {
                String other = found.keySet().iterator().next();
                notes.add("compares '" + other + "' with the reference of '" + name + "', the only recordings");
                own = found.get(other);
            } else if (own == null) {
                notes.add("has no turns of '" + name + "': all of its speech is missed");
            }
            recordings.put(
                    name,
                    DiarisationErrors.of(
                            turns,
                            own == null ? List.of() : own,
                            scored.getOrDefault(name, DiarisationErrors.extent(turns)),
                            rules));
        });
    }

    /** Returns the turns of a recording's channel; those of all channels if the reference has only one of the recording. */
    private List<Rttm.NamedTurn> turns(String name, Rttm reference, Map<String, List<Rttm.NamedTurn>> found) {
        String recording = RttmNames.recording(name);
        List<String> channels = channels(recording, found);
        if (channels.size() < 2 || channels(recording, reference.recordings()).size() > 1) {
            return found.get(name);
        }
        notes.add("joins the " + channels.size() + " channels of '" + recording + "': the reference has one");
        return channels.stream().flatMap(channel -> found.get(channel).stream()).toList();
    }

    private static List<String> channels(String recording, Map<String, List<Rttm.NamedTurn>> all) {
        return all.keySet().stream()
                .filter(name -> RttmNames.recording(name).equals(recording))
                .toList();
    }

    /** Returns what the user should know about the files. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private DiarisationErrors total() {
        return recordings.values().stream().reduce(DiarisationErrors.NONE, DiarisationErrors::plus);
    }

    /** Returns a table with a line for each recording and one for the total. */
    public String table() {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, ROW, "recording", "speech", "missed", "false", "confused", "DER"));
        recordings.forEach((name, errors) -> table.append(row(name, errors)));
        return table.append(row("total", total())).toString().replace(System.lineSeparator(), "\n");
    }

    private static String row(String name, DiarisationErrors errors) {
        return String.format(
                Locale.ROOT,
                ROW,
                Console.oneLine(name),
                seconds(errors.speech()),
                seconds(errors.missed()),
                seconds(errors.falseAlarm()),
                seconds(errors.confused()),
                errors.speech() > 0 ? String.format(Locale.ROOT, "%.2f%%", 100 * errors.rate()) : "-");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", Math.max(0, seconds));
    }

    /** Returns everything as JSON. */
    public String json() {
        JsonObject document = new JsonObject();
        document.addProperty("schema", "qasr.der/1");
        document.addProperty("collar", rules.collar());
        document.addProperty("overlap", !rules.withoutOverlap());
        JsonArray all = new JsonArray();
        recordings.forEach((name, errors) -> {
            JsonObject recording = json(errors);
            recording.addProperty("recording", name);
            all.add(recording);
        });
        document.add("recordings", all);
        document.add("total", json(total()));
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(document)
                + "\n";
    }

    private static JsonObject json(DiarisationErrors errors) {
        JsonObject json = new JsonObject();
        json.addProperty("speech_seconds", rounded(errors.speech()));
        json.addProperty("missed_seconds", rounded(errors.missed()));
        json.addProperty("false_alarm_seconds", rounded(errors.falseAlarm()));
        json.addProperty("confused_seconds", rounded(errors.confused()));
        if (errors.speech() > 0) {
            json.addProperty("der", Math.round(errors.rate() * 1e6) / 1e6);
        } else {
            json.add("der", JsonNull.INSTANCE);
        }
        return json;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }
}
