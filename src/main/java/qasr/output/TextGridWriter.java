package qasr.output;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/**
 * A TextGrid of Praat, in its long text form: a tier of utterances, and one of words if their times are known; each known
 * speaker has tiers of the name. What is said meanwhile, for example on another channel, has tiers of its own. The intervals of a
 * tier cover the recording without gaps; those without text are silent. Praat allows no interval without length, so the text of
 * one is put into the next interval, or into the last one.
 */
final class TextGridWriter implements TranscriptWriter {
    /** Utterances that overlap for less stay in one tier, and the later one begins when the other ends. */
    private static final long SHARED_MILLIS = 100;

    /** An interval of a tier, in milliseconds. */
    private record Interval(long start, long end, String text) {
        boolean isPoint() {
            return end <= start;
        }
    }

    /** Utterances of one speaker that follow each other, and their words. */
    private record Layer(List<Interval> utterances, List<Interval> words) {
        long end() {
            for (int i = utterances.size() - 1; i >= 0; i--) {
                if (!utterances.get(i).isPoint()) {
                    return utterances.get(i).end();
                }
            }
            return 0;
        }
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        Map<String, List<Layer>> voices = new LinkedHashMap<>();
        long end = Math.max(1, transcript.duration().toMillis());
        for (Utterance utterance : transcript.utterances()) {
            if (!utterance.hasWords()) {
                continue;
            }
            Interval said = interval(utterance.start(), utterance.end(), utterance.text());
            Layer layer = layer(
                    voices.computeIfAbsent(Table.line(utterance.place().speaker()), key -> new ArrayList<>()), said);
            layer.utterances.add(said);
            end = Math.max(end, said.end());
            for (Word word : utterance.words()) {
                layer.words.add(interval(word.span().start(), word.span().end(), word.text()));
                end = Math.max(end, word.span().end().toMillis());
            }
        }
        Map<String, List<Interval>> tiers = tiers(voices);
        StringBuilder text = new StringBuilder("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
        text.append("xmin = 0\nxmax = ").append(seconds(end)).append("\ntiers? <exists>\nsize = ");
        text.append(tiers.size()).append("\nitem []:\n");
        int number = 1;
        for (Map.Entry<String, List<Interval>> tier : tiers.entrySet()) {
            append(text, number++, tier.getKey(), tier(tier.getValue(), end), end);
        }
        return text.toString();
    }

    private static Interval interval(Duration start, Duration end, String text) {
        return new Interval(start.toMillis(), end.toMillis(), Table.line(text));
    }

    /** Returns the first layer that is free when something is said; a new one if none is. */
    private static Layer layer(List<Layer> layers, Interval said) {
        for (Layer layer : layers) {
            if (said.isPoint()
                    || said.start() >= layer.end() - Math.min(SHARED_MILLIS, said.end() - said.start() - 1)) {
                return layer;
            }
        }
        layers.add(new Layer(new ArrayList<>(), new ArrayList<>()));
        return layers.get(layers.size() - 1);
    }

    /** Returns the tiers by their names. */
    private static Map<String, List<Interval>> tiers(Map<String, List<Layer>> voices) {
        Map<String, List<Interval>> tiers = new LinkedHashMap<>();
        voices.forEach((name, layers) -> {
            for (int i = 0; i < layers.size(); i++) {
                String number = i == 0 ? "" : " " + (i + 1);
                add(tiers, (name.isEmpty() ? "utterances" : name) + number, layers.get(i).utterances);
                if (!layers.get(i).words.isEmpty()) {
                    add(tiers, (name + " words").strip() + number, layers.get(i).words);
                }
            }
        });
        if (tiers.isEmpty()) {
            tiers.put("utterances", List.of());
        }
        return tiers;
    }

    /** A speaker may be called like the second tier of another. */
    private static void add(Map<String, List<Interval>> tiers, String name, List<Interval> said) {
        String free = name;
        for (int i = 2; tiers.containsKey(free); i++) {
            free = name + " (" + i + ")";
        }
        tiers.put(free, said);
    }

    /** Returns intervals that cover the recording. */
    private static List<Interval> tier(List<Interval> said, long end) {
        List<Interval> tier = new ArrayList<>();
        long clock = 0;
        String waiting = "";
        for (Interval each : said) {
            long start = Math.max(clock, each.start());
            String text = waiting.isEmpty() ? each.text() : waiting + " " + each.text();
            if (each.end() <= start) {
                waiting = text;
                continue;
            }
            if (start > clock) {
                tier.add(new Interval(clock, start, ""));
            }
            tier.add(new Interval(start, each.end(), text));
            clock = each.end();
            waiting = "";
        }
        if (clock < end) {
            tier.add(new Interval(clock, end, waiting));
        } else if (!waiting.isEmpty()) {
            Interval last = tier.remove(tier.size() - 1);
            tier.add(new Interval(last.start(), last.end(), last.text() + " " + waiting));
        }
        return tier;
    }

    private static void append(StringBuilder text, int number, String name, List<Interval> tier, long end) {
        text.append("    item [").append(number).append("]:\n");
        text.append("        class = \"IntervalTier\"\n        name = \"")
                .append(name.replace("\"", "\"\""))
                .append("\"\n");
        text.append("        xmin = 0\n        xmax = ").append(seconds(end)).append('\n');
        text.append("        intervals: size = ").append(tier.size()).append('\n');
        for (int i = 0; i < tier.size(); i++) {
            text.append("        intervals [").append(i + 1).append("]:\n");
            text.append("            xmin = ")
                    .append(seconds(tier.get(i).start()))
                    .append('\n');
            text.append("            xmax = ")
                    .append(seconds(tier.get(i).end()))
                    .append('\n');
            text.append("            text = \"")
                    .append(tier.get(i).text().replace("\"", "\"\""))
                    .append("\"\n");
        }
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
