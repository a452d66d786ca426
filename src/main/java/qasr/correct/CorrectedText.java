package qasr.correct;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;

/**
 * A text with a user's corrections: lines of running text, or subtitles.
 *
 * @param lines without empty ones
 * @param voices the speakers of WebVTT subtitles of one speaker, by their rows
 */
public record CorrectedText(List<Line> lines, Map<Integer, String> voices) {
    /**
     * A line, or all lines of a subtitle joined by line feeds.
     *
     * @param span when the subtitle shows
     * @param row the row of the file that has the subtitle's times, or the line itself, from 0
     */
    public record Line(String text, Optional<TimeSpan> span, int row) {}

    /** The time that --timestamps puts before lines and paragraphs. Nothing is behind it if the user removed the words. */
    private static final Pattern CLOCK =
            Pattern.compile("^\\[\\d{2,}:\\d\\d:\\d\\d(?:\\.\\d{3} --> \\d{2,}:\\d\\d:\\d\\d\\.\\d{3})?\\](?:\\s+|$)");

    /** The word joiner that our subtitles have inside of text that would be markup. */
    private static final Pattern JOINED = Pattern.compile("(?<=--|<|\\{|\\\\)\u2060");

    private static final Pattern MARKUP = Pattern.compile("(?i)</?(?:[ibus]|font)(?:\\s[^<>]*)?>|\\{\\\\[^{}]*\\}");
    /** How a line of another speaker without a name begins. */
    private static final String DASH = "- ";

    private static final Pattern VOICE = Pattern.compile("^<v ([^<>]*)>");
    private static final Pattern TAG = Pattern.compile("</?[^<>]*>");
    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

    public CorrectedText {
        lines = List.copyOf(lines);
        voices = Map.copyOf(voices);
    }

    /** Makes a text without known voices. */
    public CorrectedText(List<Line> lines) {
        this(lines, Map.of());
    }

    /** Reads the text of a txt, SRT or WebVTT file; its times tell which. */
    public static CorrectedText parse(String text) {
        String plain = HighlightedSubtitles.once(text.replaceAll("\\r\\n?", "\n"));
        List<String> rows = List.of(plain.split("\n", -1));
        boolean web = plain.startsWith("WEBVTT");
        return web || rows.stream().anyMatch(SubtitleBlock::isTimes) ? subtitles(rows, web) : running(rows);
    }

    /** Reads the text of a document, which may have the transcript's title, times and speakers between its lines. */
    public static CorrectedText document(String text, Transcript transcript) {
        return parse(new DocumentLines(transcript).spoken(text));
    }

    /**
     * Returns the lines in the order of the transcript's segments: where people speak at the same time, subtitles have the words
     * of several segments in turns.
     */
    public CorrectedText inOrderOf(Transcript transcript) {
        return SpokenOrder.of(this, transcript);
    }

    /** Returns the text without the names of these speakers at the beginnings of lines, where our files have them. */
    public CorrectedText withoutNames(Collection<String> speakers) {
        // The longest first: a name may be the beginning of another one.
        List<Pattern> labels = speakers.stream()
                .filter(speaker -> !speaker.matches("(?U)\\s*"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(CorrectedText::label)
                .toList();
        return new CorrectedText(lines.stream()
                .map(line -> new Line(withoutLabels(line, labels), line.span(), line.row()))
                .filter(line -> !line.text().isBlank()) // the words of a label were removed
                .toList());
    }

    /** Returns the labels of a speaker: some formats keep the blanks in a name, others have single ones. */
    private static Pattern label(String speaker) {
        String name = BLANKS.splitAsStream(speaker.strip()).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        return Pattern.compile("(?U)\\[" + name + "\\](?:[ \t\n]|$)|(?<colon>" + name + ":(?:[ \t]+|$))");
    }

    /**
     * Returns a line without its labels. A name with a colon is a label in running text only. Subtitles that were joined have
     * labels inside, too: those in brackets are labels at the beginning of any row.
     */
    private static String withoutLabels(Line line, List<Pattern> labels) {
        StringBuilder bare = new StringBuilder();
        String rest = line.text();
        while (!rest.isEmpty()) {
            String row = rest;
            boolean colons = bare.length() == 0 && line.span().isEmpty();
            int from = labels.stream()
                    .map(label -> label.matcher(row))
                    .filter(label -> label.lookingAt() && (colons || label.group("colon") == null))
                    .findFirst()
                    .map(Matcher::end)
                    .orElse(0);
            int end = row.indexOf('\n', from);
            bare.append(row, from, end < 0 ? row.length() : end + 1);
            rest = end < 0 ? "" : row.substring(end + 1);
        }
        return bare.toString();
    }

    private static CorrectedText running(List<String> rows) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String words = CLOCK.matcher(rows.get(i)).replaceFirst("").strip();
            if (!words.isEmpty()) {
                lines.add(new Line(words, Optional.empty(), i));
            }
        }
        return new CorrectedText(lines);
    }

    private static CorrectedText subtitles(List<String> rows, boolean web) {
        List<Line> lines = new ArrayList<>();
        Map<Integer, String> voices = new HashMap<>();
        for (SubtitleBlock block : SubtitleBlock.of(rows, web)) {
            List<String> text = block.text(rows);
            boolean shared = web && isShared(text);
            String words = text.stream()
                    .map(row -> web ? plain(shared ? labelled(row) : row) : unmarked(row))
                    .filter(row -> !row.isBlank())
                    .collect(Collectors.joining("\n"));
            if (!words.isEmpty()) {
                lines.add(new Line(words, Optional.of(block.span()), block.row()));
            }
            if (web && !shared && !text.isEmpty()) {
                voice(text.get(0)).ifPresent(name -> voices.put(block.row(), name));
            }
        }
        return new CorrectedText(lines, voices);
    }

    /** Returns the speaker whose words a row begins with. */
    private static Optional<String> voice(String row) {
        Matcher voice = VOICE.matcher(row);
        return voice.lookingAt() ? Optional.of(plain(voice.group(1))) : Optional.empty();
    }

    private static boolean isVoice(String row) {
        return VOICE.matcher(row).lookingAt();
    }

    /** Tells whether rows are of two speakers: one without a name has a dash. */
    private static boolean isShared(List<String> text) {
        return text.stream().limit(1).anyMatch(row -> isVoice(row) || row.startsWith(DASH))
                && text.stream().skip(1).anyMatch(row -> isVoice(row) || row.startsWith(DASH))
                && text.stream().anyMatch(CorrectedText::isVoice);
    }

    /** Returns a line of one of several speakers with the label that it has in SubRip. */
    private static String labelled(String row) {
        return VOICE.matcher(row).replaceFirst(found -> Matcher.quoteReplacement("[" + found.group(1) + "] "));
    }

    /** Removes the markup of editors. Text that would be markup has a word joiner in our files. */
    private static String unmarked(String row) {
        return JOINED.matcher(MARKUP.matcher(row).replaceAll("")).replaceAll("");
    }

    private static String plain(String row) {
        String text = TAG.matcher(row)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
        return JOINED.matcher(text).replaceAll("");
    }

    /** Returns the tokens of all lines in order. */
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            tokens.addAll(Token.ofRows(lines.get(i).text(), i));
        }
        return tokens;
    }
}
