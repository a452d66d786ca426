package qasr.output;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/**
 * A TextGrid of Praat, in its long text form: a tier of utterances, and one of words if their times are known; each known
 * speaker has tiers of the name. The
 * intervals of a tier cover the recording without gaps; those without text are silent. Praat allows no interval without
 * length, so the text of one is put into the next interval, or into the last one.
 */
final class TextGridWriter implements TranscriptWriter {
    /** An interval of a tier, in milliseconds. */
    private record Interval(long start, long end, String text) {}

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        Map<String, List<Interval>> tiers = new LinkedHashMap<>();
        long end = Math.max(1, transcript.duration().toMillis());
        for (Utterance utterance : transcript.utterances()) {
            if (!utterance.hasWords()) {
                continue;
            }
            String name = Table.line(utterance.place().speaker());
            tiers.computeIfAbsent(name.isEmpty() ? "utterances" : name, key -> new ArrayList<>())
                    .add(new Interval(
                            utterance.start().toMillis(), utterance.end().toMillis(), Table.line(utterance.text())));
            end = Math.max(end, utterance.end().toMillis());
            for (Word word : utterance.words()) {
                tiers.computeIfAbsent((name + " words").strip(), key -> new ArrayList<>())
                        .add(new Interval(
                                word.span().start().toMillis(),
                                word.span().end().toMillis(),
                                Table.line(word.text())));
                end = Math.max(end, word.span().end().toMillis());
            }
        }
        if (tiers.isEmpty()) {
            tiers.put("utterances", List.of());
        }
        StringBuilder text = new StringBuilder("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
        text.append("xmin = 0\nxmax = ").append(seconds(end)).append("\ntiers? <exists>\nsize = ");
        text.append(tiers.size()).append("\nitem []:\n");
        int number = 1;
        for (Map.Entry<String, List<Interval>> tier : tiers.entrySet()) {
            append(text, number++, tier.getKey(), tier(tier.getValue(), end), end);
        }
        return text.toString();
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
