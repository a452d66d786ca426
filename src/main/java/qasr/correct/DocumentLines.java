package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * The spoken lines of a document that was made from a transcript, for example from its html or from a copy of its page:
 * without the title, and without times and speakers, whether these stand before the text or in lines and cells of their own.
 * A line that a segment says is always kept.
 */
final class DocumentLines {
    private static final Pattern CLOCK =
            Pattern.compile("^[\\[(]?((?:\\d{1,3}:)?\\d{1,2}:\\d{2})(?:[.,]\\d{1,3})?[\\])]?[ :\u00a0]*");

    private final Set<String> titles = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private final Set<String> starts = new HashSet<>();

    DocumentLines(Transcript transcript) {
        String path = transcript.source().path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        titles.add(name);
        titles.add(name.replaceFirst("\\.[^.]*$", ""));
        for (Utterance utterance : transcript.utterances()) {
            titles.add(utterance.place().speaker());
            titles.add(utterance.place().channel());
            said.add(utterance.text().strip());
            starts.addAll(clocks(utterance.start()));
        }
    }

    private static List<String> clocks(Duration time) {
        int minutes = time.toMinutesPart();
        int seconds = time.toSecondsPart();
        List<String> clocks = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), minutes, seconds),
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.toHours(), minutes, seconds)));
        if (time.toHours() == 0) {
            clocks.add(String.format(Locale.ROOT, "%d:%02d", minutes, seconds));
            clocks.add(String.format(Locale.ROOT, "%02d:%02d", minutes, seconds));
        }
        return clocks;
    }

    /** Returns the text without what is not said, in the same rows. */
    String spoken(String text) {
        StringBuilder spoken = new StringBuilder();
        for (String row : text.split("\n", -1)) {
            spoken.append(words(row.strip())).append('\n');
        }
        return spoken.toString();
    }

    private String words(String row) {
        if (said.contains(row)) {
            return row;
        }
        Matcher clock = CLOCK.matcher(row);
        String words = clock.find() && starts.contains(clock.group(1)) ? row.substring(clock.end()) : row;
        if (said.contains(words)) {
            return words;
        }
        int colon = words.indexOf(": ");
        if (colon > 0 && titles.contains(words.substring(0, colon))) {
            return words.substring(colon + 1).strip();
        }
        String name = words.endsWith(":") ? words.substring(0, words.length() - 1) : words;
        return titles.contains(name.strip()) ? "" : words;
    }
}
