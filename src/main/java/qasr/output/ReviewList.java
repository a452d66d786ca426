package qasr.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * The list of segments to review, worst first: failed; truncated, or long without words; flagged; detected as speech
 * but without words; retried; low confidence. Within a kind, the rows of an earlier list come first, then the lowest
 * confidence, then the order of the recordings.
 */
public final class ReviewList {
    /** The mean log-probability below which a segment is listed: a mean token probability of 61 %. */
    private static final double UNSURE = -0.5;

    private static final String TSV_HEAD = "source\tstart\tend\tsegment\treason\ttext\n";
    private static final String MARKDOWN_HEAD = """
            | recording | from | to | segment | reason | text |
            | --- | ---: | ---: | ---: | --- | --- |
            """;
    /**
     * A cell of Markdown, from bar to bar, with the blank at its end; a backslash escapes the next character. Possessive:
     * the regular expressions of Java need stack for each character that they may go back to, and a cell may be long.
     */
    private static final Pattern CELL = Pattern.compile("\\G(?:^\\|)? ((?:[^|\\\\]++|\\\\.)*+)\\|");

    private static final int WHY_CELL = 4;
    private static final List<String> REASONS_TO_FAIL = List.of("failed", "not transcribed");
    private static final String WORDLESS = "speech without words";
    private static final String LONG_WORDLESS = "long speech without words";
    private static final Pattern ATTEMPTS = Pattern.compile("\\d+ attempts");
    private static final Pattern UNSURE_REASON = Pattern.compile("unsure \\(-?[0-9.]+\\)");

    private final List<Row> rows = new ArrayList<>();
    /** The recordings that this run transcribed, those whose transcripts were up to date, and these and all others. */
    private final Set<String> transcribed = new HashSet<>();

    private final Set<String> current = new LinkedHashSet<>();
    private final Set<String> kept = new LinkedHashSet<>();
    private boolean keepsAll;

    /** A row as it is written. */
    private record Line(int severity, String text) {}

    private record Row(
            int severity, double confidence, String source, int id, TimeSpan span, String why, String text) {}

    /** Adds the segments of {@code transcript} that should be reviewed. */
    public void add(Transcript transcript) {
        String source = transcript.source().path();
        transcribed.add(source);
        Set<TimeSpan> doubtful = Set.copyOf(Coverage.doubtful(transcript.utterances()));
        for (int id = 0; id < transcript.utterances().size(); id++) {
            Utterance utterance = transcript.utterances().get(id);
            addUtterance(
                    source, id, utterance, doubtful.contains(utterance.place().span()));
        }
        for (Gap gap : transcript.gaps()) {
            if (gap.kind() == Gap.Kind.FAILED) {
                rows.add(new Row(0, Double.NaN, source, -1, gap.span(), "failed", ""));
            } else if (gap.kind() == Gap.Kind.UNHEARD) {
                rows.add(new Row(0, Double.NaN, source, -1, gap.span(), "not transcribed", ""));
            }
        }
    }

    /** Adds the same, in place of what is listed of an earlier transcript of the same recording. */
    public void put(Transcript transcript) {
        rows.removeIf(row -> row.source().equals(transcript.source().path()));
        add(transcript);
    }

    /** Notes that the transcript of {@code source} was up to date, so that rows of an earlier list are kept. */
    public void addCurrent(String source) {
        current.add(source);
        keep(source);
    }

    /** Notes that rows of an earlier list about {@code source} are kept unless it is transcribed. */
    public void keep(String source) {
        kept.add(source);
    }

    /** Keeps all rows of an earlier list but those about recordings that are transcribed. */
    public void keepAll() {
        keepsAll = true;
    }

    /** Removes all that was added. The rows are in the file, from where a later list keeps them. */
    public void clear() {
        rows.clear();
        transcribed.clear();
        current.clear();
        kept.clear();
    }

    /** Returns how many recordings the list can only have from an earlier one. */
    public long currentCount() {
        return current.stream().filter(source -> !transcribed.contains(source)).count();
    }

    private void addUtterance(String source, int id, Utterance utterance, boolean longWithoutWords) {
        List<String> reasons = reasons(utterance, longWithoutWords);
        if (!reasons.isEmpty()) {
            rows.add(new Row(
                    longWithoutWords ? 1 : severity(utterance),
                    utterance.confidence().mean(),
                    source,
                    id,
                    utterance.place().span(),
                    String.join(", ", reasons),
                    utterance.text()));
        }
    }

    /** Returns why {@code utterance} should be reviewed; an empty list if it need not be. */
    static List<String> reasons(Utterance utterance, boolean longWithoutWords) {
        List<String> reasons = new ArrayList<>();
        if (utterance.counted() != utterance.status()) {
            return reasons; // all of its words are a user's
        }
        switch (utterance.status()) {
            case FAILED -> reasons.add("failed");
            case TRUNCATED -> reasons.add("truncated");
            case NO_SPEECH -> reasons.add(longWithoutWords ? LONG_WORDLESS : WORDLESS);
            case RETRIED -> reasons.add(utterance.outcome().attempts() + " attempts");
            case OK -> {}
        }
        reasons.addAll(utterance.outcome().flags());
        double mean = utterance.confidence().mean();
        if (mean < UNSURE) {
            reasons.add(String.format(Locale.ROOT, "unsure (%.2f)", mean));
        }
        return reasons;
    }

    private static int severity(Utterance utterance) {
        boolean flagged = !utterance.outcome().flags().isEmpty();
        return switch (utterance.status()) {
            case FAILED -> 0;
            case TRUNCATED -> 1;
            case OK -> flagged ? 2 : 5;
            case RETRIED -> flagged ? 2 : 4;
            case NO_SPEECH -> 3;
        };
    }

    /** Returns the severity of a row that says {@code why}. */
    private static int severity(String why) {
        List<String> reasons = List.of(why.split(", "));
        String first = reasons.get(0);
        if (REASONS_TO_FAIL.contains(first)) {
            return 0;
        }
        if (first.equals("truncated") || first.equals(LONG_WORDLESS)) {
            return 1;
        }
        if (first.equals(WORDLESS)) {
            return 3;
        }
        boolean flagged = reasons.stream()
                .anyMatch(reason -> !ATTEMPTS.matcher(reason).matches()
                        && !UNSURE_REASON.matcher(reason).matches());
        if (flagged) {
            return 2;
        }
        return ATTEMPTS.matcher(first).matches() ? 4 : 5;
    }

    /** Returns the list in the format of the file {@code name}: Markdown if the name ends in .md, or else TSV. */
    public String text(String name) {
        return text(name, "");
    }

    /**
     * Returns the list in the format of the file {@code name}, with the rows of {@code earlier}, the list that the file has
     * now, about recordings that were to be kept and were not transcribed.
     */
    public String text(String name, String earlier) {
        boolean markdown = name.endsWith(".md");
        String head = markdown ? MARKDOWN_HEAD : TSV_HEAD;
        List<Line> lines = new ArrayList<>();
        Predicate<String> isKept = keptNames(markdown);
        for (String line : earlier.lines().skip(head.lines().count()).toList()) {
            List<String> cells = markdown ? cells(line) : List.of(line.split("\t", -1));
            if (cells.size() > WHY_CELL && isKept.test(cells.get(0))) {
                lines.add(new Line(severity(cells.get(WHY_CELL)), line + "\n"));
            }
        }
        List<Row> sorted = new ArrayList<>(rows);
        // NaN sorts after all numbers: segments without a confidence come last.
        sorted.sort(Comparator.comparingDouble(Row::confidence));
        sorted.forEach(row -> lines.add(new Line(row.severity(), markdown ? markdown(row) : tsv(row))));
        lines.sort(Comparator.comparingInt(Line::severity));
        return head + lines.stream().map(Line::text).collect(Collectors.joining());
    }

    /** Tells by their first cells which rows of an earlier list are kept. */
    private Predicate<String> keptNames(boolean markdown) {
        Set<String> replaced = cells(transcribed, markdown);
        Set<String> named = cells(kept, markdown);
        return name -> (keepsAll || named.contains(name)) && !replaced.contains(name);
    }

    private static Set<String> cells(Set<String> sources, boolean markdown) {
        return sources.stream()
                .map(source -> markdown ? cell(source) : Table.line(source))
                .collect(Collectors.toSet());
    }

    /** Returns the cells of a row of a Markdown table, still escaped; none if it is no such row. */
    private static List<String> cells(String line) {
        Matcher cell = CELL.matcher(line);
        List<String> cells = new ArrayList<>();
        while (cell.find() && cell.group(1).endsWith(" ")) {
            cells.add(cell.group(1).substring(0, cell.group(1).length() - 1));
        }
        return cells;
    }

    private static String tsv(Row row) {
        return String.join(
                        "\t",
                        Table.line(row.source()),
                        JsonText.seconds(row.span().start()).toString(),
                        JsonText.seconds(row.span().end()).toString(),
                        id(row),
                        row.why(),
                        Table.line(row.text()))
                + "\n";
    }

    private static String markdown(Row row) {
        return "| " + cell(row.source()) + " | " + clock(row.span().start()) + " | "
                + clock(row.span().end()) + " | " + id(row) + " | " + cell(row.why()) + " | " + cell(row.text())
                + " |\n";
    }

    private static String id(Row row) {
        return row.id() < 0 ? "" : Integer.toString(row.id());
    }

    private static String clock(Duration time) {
        return SrtTimestamp.of(time.toMillis()).replace(',', '.');
    }

    private static String cell(String text) {
        return Table.line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
    }
}
