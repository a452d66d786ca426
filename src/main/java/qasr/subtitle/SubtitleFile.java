package qasr.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the subtitles of a SubRip, WebVTT or Advanced SubStation Alpha file. Markup is left out. */
public final class SubtitleFile {
    private static final String STAMP = "(?:(\\d+):)?(\\d{1,2}):(\\d{1,2})[,.](\\d{1,3})";
    private static final Pattern ARROW = Pattern.compile("\\s*" + STAMP + "\\s*-->\\s*" + STAMP + "(?:\\s.*)?");
    private static final int SECOND = 4;
    private static final Pattern WEB = Pattern.compile("WEBVTT(?:\\s|$)");
    private static final Pattern DIALOGUE = Pattern.compile("Dialogue:\\s*(.*)");
    private static final Pattern CLOCK = Pattern.compile("\\s*" + STAMP + "\\s*");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
    /** The time of a word, in WebVTT. */
    private static final Pattern TIME_TAG = Pattern.compile("<\\d[^<>]*>");

    private static final Pattern OVERRIDE = Pattern.compile("(?<!\\\\)\\{[^}]*\\}");
    /** Markup of other formats that players know in SubRip, too. */
    private static final Pattern FOREIGN = Pattern.compile("\\{(?:\\\\|[a-zA-Z]:)[^}]*\\}");

    private static final int ASS_FIELDS = 10;

    private SubtitleFile() {}

    /** Returns whether {@code text} looks like a subtitle file. One in WebVTT or ass may have no subtitles: nobody spoke. */
    public static boolean isOne(String text) {
        return isAss(text)
                || WEB.matcher(text).lookingAt()
                || text.lines().anyMatch(line -> ARROW.matcher(line).matches());
    }

    private static boolean isAss(String text) {
        return text.lines().anyMatch(line -> line.strip().equals("[Events]"));
    }

    /**
     * Returns the subtitles of {@code text} as they are, even with times that make no sense.
     *
     * @param language the code of their language, or "" to tell it from the text
     */
    public static List<Cue> read(String text, String language) {
        String plain = text.replaceAll("\\r\\n?", "\n");
        List<String> rows = List.of(plain.split("\n", -1));
        List<Cue> cues = isAss(plain) ? events(rows, language) : blocks(rows, language, plain.startsWith("WEBVTT"));
        return language.isEmpty() ? japanese(cues) : cues;
    }

    private static List<Cue> blocks(List<String> rows, String language, boolean web) {
        List<Cue> cues = new ArrayList<>();
        List<List<String>> shown = new ArrayList<>(); // of the last subtitle, with markup
        int at = 0;
        while (at < rows.size()) {
            Matcher times = ARROW.matcher(rows.get(at++));
            if (!times.matches()) {
                continue;
            }
            List<String> lines = new ArrayList<>();
            while (at < rows.size()
                    && !begins(rows, at)
                    && !(web && rows.get(at).isBlank())) {
                lines.add(rows.get(at++));
            }
            while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
                lines.remove(lines.size() - 1);
            }
            Cue cue = cue(
                    millis(times, 0),
                    millis(times, SECOND),
                    language,
                    lines.stream().map(line -> plain(line, web)).toList());
            List<String> untimed = lines.stream()
                    .map(line -> TIME_TAG.matcher(line).replaceAll(""))
                    .toList();
            boolean isMarked =
                    untimed.stream().anyMatch(line -> TAG.matcher(line).find());
            if (!repeats(cues, cue)
                    || shown.get(shown.size() - 1).equals(untimed)
                    || (isMarked && shown.contains(untimed))) {
                cues.add(cue);
                shown.clear();
            } else {
                Cue last = cues.get(cues.size() - 1);
                cues.set(cues.size() - 1, new Cue(last.start(), cue.end(), last.language(), last.lines()));
            }
            shown.add(untimed);
        }
        return cues;
    }

    /**
     * Returns whether the last subtitle is repeated without a gap. Subtitles that highlight one word after another do it in other
     * markup each time; together they are one.
     */
    private static boolean repeats(List<Cue> cues, Cue cue) {
        Cue last = cues.isEmpty() ? null : cues.get(cues.size() - 1);
        return last != null && last.end() == cue.start() && last.texts().equals(cue.texts());
    }

    /** Returns whether the next subtitle begins in a row: with its times, or with its number above them. */
    private static boolean begins(List<String> rows, int at) {
        return ARROW.matcher(rows.get(at)).matches()
                || (rows.get(at).strip().matches("\\d+")
                        && rows.get(at - 1).isBlank()
                        && at + 1 < rows.size()
                        && ARROW.matcher(rows.get(at + 1)).matches());
    }

    private static String plain(String row, boolean web) {
        String text = TAG.matcher(row).replaceAll("");
        return web
                ? TIME_TAG.matcher(text)
                        .replaceAll("")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&nbsp;", "\u00a0")
                        .replace("&lrm;", "\u200e")
                        .replace("&rlm;", "\u200f")
                        .replace("&amp;", "&")
                : FOREIGN.matcher(text).replaceAll("");
    }

    private static List<Cue> events(List<String> rows, String language) {
        List<Cue> cues = new ArrayList<>();
        for (String row : rows) {
            Matcher dialogue = DIALOGUE.matcher(row);
            String[] fields = dialogue.matches() ? dialogue.group(1).split(",", ASS_FIELDS) : new String[0];
            if (fields.length == ASS_FIELDS) {
                Matcher start = CLOCK.matcher(fields[1]);
                Matcher end = CLOCK.matcher(fields[2]);
                if (start.matches() && end.matches()) {
                    String text = OVERRIDE.matcher(fields[ASS_FIELDS - 1])
                            .replaceAll("")
                            .replace("\\h", "\u00a0")
                            .replace("\\{", "{")
                            .replace("\\}", "}");
                    cues.add(cue(millis(start, 0), millis(end, 0), language, List.of(text.split("\\\\[nN]", -1))));
                }
            }
        }
        return cues;
    }

    private static long millis(Matcher stamp, int before) {
        String fraction =
                String.format(Locale.ROOT, "%-3s", stamp.group(before + 4)).replace(' ', '0');
        String hours = stamp.group(before + 1);
        return ((hours == null ? 0 : Long.parseLong(hours)) * 60 + Long.parseLong(stamp.group(before + 2))) * 60_000
                + Long.parseLong(stamp.group(before + 3)) * 1000
                + Long.parseLong(fraction);
    }

    private static Cue cue(long start, long end, String language, List<String> lines) {
        return new Cue(
                start,
                end,
                language,
                lines.stream().map(line -> new Cue.Line(line, " ", List.of())).toList());
    }

    /** In a file with much kana, a subtitle that has only Han characters is Japanese, too. */
    private static List<Cue> japanese(List<Cue> cues) {
        ScriptCount all = ScriptCount.of(
                cues.stream().flatMap(cue -> cue.texts().stream()).reduce("", (a, b) -> a + "\n" + b));
        if (all.kana() * 10 < all.han() || all.kana() == 0) {
            return cues;
        }
        return cues.stream()
                .map(cue -> new Cue(cue.start(), cue.end(), "ja", cue.lines()))
                .toList();
    }
}
