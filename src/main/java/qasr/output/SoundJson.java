package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import qasr.transcript.Levels;
import qasr.transcript.Transcript;
import qasr.transcript.Treatment;
import qasr.transcript.Treatment.Kind;

/** Writes and reads the facts about a recording's sound, as members of "source". Unknown facts are left out. */
final class SoundJson {
    private static final JsonNames<Kind> KINDS = new JsonNames<>(Kind.class, kind -> switch (kind) {
        case NORMALIZE -> "normalize";
        case NORMALIZE_LIVE -> "normalize_live";
        case HIGHPASS -> "highpass";
        case DENOISE_DETECTOR -> "denoise_detector";
        case DENOISE_UNUSED -> "denoise_unused";
        case DENOISE_ALL -> "denoise_all";
    });

    private SoundJson() {}

    static void write(JsonWriter json, Transcript.Sound sound) throws IOException {
        if (sound.narrowBand().isPresent()) {
            json.name("narrow_band").value(sound.narrowBand().get());
        }
        if (sound.treatments().isEmpty()) {
            return;
        }
        json.name("filters").beginArray();
        for (Treatment treatment : sound.treatments()) {
            json.beginObject();
            json.name("filter").value(KINDS.of(treatment.kind()));
            for (Map.Entry<String, Double> figure : treatment.figures().entrySet()) {
                json.name(figure.getKey()).value(BigDecimal.valueOf(figure.getValue()));
            }
            json.endObject();
        }
        json.endArray();
    }

    /** Reads the facts from the members of {@code source}, to {@code levels}. Filters of later versions are left out. */
    static Transcript.Sound read(JsonValue source, Levels levels) throws MalformedTranscriptException {
        List<Treatment> treatments = new ArrayList<>();
        for (JsonValue filter : source.get("filters").items(value -> value)) {
            Optional<Kind> kind = KINDS.find(filter.get("filter").text());
            SortedMap<String, Double> figures = new TreeMap<>();
            for (String name : filter.object().keySet()) {
                if (!name.equals("filter")) {
                    figures.put(name, filter.get(name).doubleOrNaN());
                }
            }
            kind.ifPresent(known -> treatments.add(new Treatment(known, figures)));
        }
        JsonValue narrow = source.get("narrow_band");
        return new Transcript.Sound(
                narrow.isNull() ? Optional.empty() : Optional.of(narrow.flag()), treatments, levels);
    }
}
