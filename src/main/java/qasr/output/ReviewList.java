package qasr.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * The list of segments to review, worst first: failed; truncated, or long without words; flagged; detected as speech
 * but without words; retried; low confidence. Within a kind, the lowest confidence comes first, then the order of the
 * recordings.
 */
public final class ReviewList {
    /** The mean log-probability below which a segment is listed: a mean token probability of 61 %. */
    private static final double UNSURE = -0.5;

    private final List<Row> rows = new ArrayList<>();

    private record Row(
            int severity, double confidence, String source, int id, TimeSpan span, String why, String text) {}

    /** Adds the segments of {@code transcript} that should be reviewed. */
    public void add(Transcript transcript) {
        String source = transcript.source().path();
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
        switch (utterance.status()) {
            case FAILED -> reasons.add("failed");
            case TRUNCATED -> reasons.add("truncated");
            case NO_SPEECH -> reasons.add(longWithoutWords ? "long speech without words" : "speech without words");
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

    private List<Row> sorted() {
        List<Row> sorted = new ArrayList<>(rows);
        // NaN sorts after all numbers: segments without a confidence come last.
        sorted.sort(Comparator.comparingInt(Row::severity).thenComparingDouble(Row::confidence));
        return sorted;
    }

    /** Returns the list in the format of the file {@code name}: Markdown if the name ends in .md, or else TSV. */
    public String text(String name) {
        return name.endsWith(".md") ? markdown() : tsv();
    }

    /** Returns the list as TSV with a header line. */
    private String tsv() {
        StringBuilder text = new StringBuilder("source\tstart\tend\tsegment\treason\ttext\n");
        for (Row row : sorted()) {
            text.append(Table.line(row.source())).append('\t');
            text.append(JsonText.seconds(row.span().start())).append('\t');
            text.append(JsonText.seconds(row.span().end())).append('\t');
            text.append(id(row)).append('\t').append(row.why()).append('\t');
            text.append(Table.line(row.text())).append('\n');
        }
        return text.toString();
    }

    /** Returns the list as a Markdown table. */
    private String markdown() {
        StringBuilder text = new StringBuilder("| recording | from | to | segment | reason | text |\n");
        text.append("| --- | ---: | ---: | ---: | --- | --- |\n");
        for (Row row : sorted()) {
            text.append("| ").append(cell(row.source()));
            text.append(" | ").append(clock(row.span().start()));
            text.append(" | ").append(clock(row.span().end()));
            text.append(" | ").append(id(row)).append(" | ").append(cell(row.why()));
            text.append(" | ").append(cell(row.text())).append(" |\n");
        }
        return text.toString();
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
