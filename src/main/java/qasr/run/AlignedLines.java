package qasr.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import qasr.transcript.Confidence;
import qasr.transcript.Gap;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/**
 * Makes utterances of the parts of lines that chunks had. A subtitle is one utterance, wherever it was said; a line of running
 * text has an utterance in each chunk, and its words that were not said have utterances of their own.
 */
final class AlignedLines {
    private static final Duration SHORT_GAP = Duration.ofMillis(500);
    /** The shortest time that a subtitle can be read in. */
    private static final Duration READABLE = Duration.ofMillis(833);

    private final boolean subtitles;
    private final List<Piece> pieces = new ArrayList<>();

    /** A group of words that becomes one utterance. */
    private static final class Piece {
        private final int line;
        private final String language;
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean aligned;
        private int unsaid;

        Piece(int line, String language, boolean aligned) {
            this.line = line;
            this.language = language;
            this.aligned = aligned;
        }

        void add(Word word, boolean wasSaid) {
            words.add(word);
            unsaid += wasSaid ? 0 : 1;
        }
    }

    /** Whether each piece that was added to may get more. */
    private boolean open;

    AlignedLines(boolean subtitles) {
        this.subtitles = subtitles;
    }

    /** Adds what a chunk has of the text. */
    void add(List<ChunkText.Part> parts, String language, boolean aligned) {
        open = subtitles;
        for (ChunkText.Part part : parts) {
            if (part.words().isEmpty()) {
                piece(part.line(), language, false, !subtitles).text.append(part.text());
            }
            for (int i = 0; i < part.words().size(); i++) {
                boolean wasSaid = !part.unsaid().get(i);
                boolean apart = !subtitles && i > 0 && part.unsaid().get(i - 1) == wasSaid;
                Piece piece = piece(part.line(), language, aligned, apart);
                piece.add(part.words().get(i), wasSaid);
                piece.text.append(part.words().get(i).text());
            }
            open = true;
        }
    }

    private Piece piece(int line, String language, boolean aligned, boolean apart) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last == null || last.line != line || apart || (!open && !subtitles)) {
            pieces.add(new Piece(line, language, aligned));
            open = true;
        }
        return pieces.get(pieces.size() - 1);
    }

    /** Returns the utterances in order. */
    List<Utterance> utterances() {
        List<Utterance> utterances = new ArrayList<>();
        Duration position = Duration.ZERO;
        for (Piece piece : pieces) {
            Utterance utterance = utterance(piece, position);
            utterances.add(utterance);
            position = utterance.end();
        }
        return utterances;
    }

    private static Utterance utterance(Piece piece, Duration position) {
        TimeSpan span = piece.words.isEmpty()
                ? new TimeSpan(position, position)
                : new TimeSpan(
                        piece.words.get(0).span().start(),
                        piece.words.get(piece.words.size() - 1).span().end());
        Outcome outcome = Outcome.of(Utterance.Status.OK);
        boolean whole = piece.words.stream()
                .map(Word::text)
                .collect(Collectors.joining())
                .contentEquals(piece.text);
        return new Utterance(
                new Place(
                        span, piece.aligned && piece.unsaid == 0 ? Place.Timing.ALIGNED : Place.Timing.APPROX, "", ""),
                Wording.of(piece.language, piece.text.toString()),
                Confidence.NONE,
                piece.unsaid > 0 ? outcome.flagged("not_said") : outcome,
                whole ? piece.words : List.of());
    }

    /** Returns the times of subtitles by their lines. A short one is shown long enough to be read, if the next one permits it. */
    Map<Integer, TimeSpan> spans() {
        Map<Integer, TimeSpan> spans = new TreeMap<>();
        List<Utterance> utterances = utterances();
        for (int i = 0; i < pieces.size(); i++) {
            Duration start = utterances.get(i).start();
            Duration readable = start.plus(READABLE);
            if (i + 1 < pieces.size() && utterances.get(i + 1).start().compareTo(readable) < 0) {
                readable = utterances.get(i + 1).start();
            }
            Duration end = utterances.get(i).end();
            spans.put(pieces.get(i).line, new TimeSpan(start, end.compareTo(readable) < 0 ? readable : end));
        }
        return spans;
    }

    /**
     * Returns the gaps between utterances.
     *
     * @param before the gaps between the chunks that were heard, which tell what is in longer ones
     */
    static List<Gap> gaps(List<Utterance> utterances, Duration duration, List<Gap> before) {
        List<Gap> gaps = new ArrayList<>();
        Duration position = Duration.ZERO;
        for (Utterance utterance : utterances) {
            gap(position, utterance.start(), before).ifPresent(gaps::add);
            position = utterance.end().compareTo(position) > 0 ? utterance.end() : position;
        }
        gap(position, duration, before).ifPresent(gaps::add);
        return gaps;
    }

    private static Optional<Gap> gap(Duration start, Duration end, List<Gap> before) {
        if (start.compareTo(end) >= 0) {
            return Optional.empty();
        }
        TimeSpan span = new TimeSpan(start, end);
        Gap.Kind kind = Gap.Kind.PAUSE;
        if (span.length().compareTo(SHORT_GAP) >= 0) {
            kind = before.stream()
                    .filter(gap -> gap.span().contains(span.middle())
                            || span.contains(gap.span().middle()))
                    .map(Gap::kind)
                    .filter(known -> known != Gap.Kind.PAUSE)
                    .findFirst()
                    .orElse(Gap.Kind.NOISE);
        }
        return Optional.of(new Gap(span, kind));
    }
}
