package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Subtitles of people who speak at the same time have the words of several segments in turns, or a line for each speaker. Here
 * they are brought into the order of the segments, which a diff with the transcript needs.
 */
final class SpokenOrder {
    private final List<SpokenTurn> turns = new ArrayList<>();
    /** As they are in brackets before a row. */
    private final Set<String> labels;

    private boolean together;

    /** A line and the turn whose words it has. */
    private record Owned(CorrectedText.Line line, Optional<SpokenTurn> turn) {
        int group() {
            return turn.map(SpokenTurn::group).orElse(-1);
        }
    }

    /**
     * The turns of the rows of a subtitle.
     *
     * @param shared how many words they share
     * @param fitting how many rows are of another turn than the row above if they have a mark, or else of the same one
     * @param following how many words are the next ones of their turns
     * @param away how far the start of the subtitle is from these, in milliseconds
     */
    private record Assignment(List<SpokenTurn> turns, int shared, int fitting, int following, long away) {
        static final Assignment NONE = new Assignment(List.of(), 0, 0, 0, 0);
        static final Comparator<Assignment> ORDER = Comparator.comparingInt(Assignment::shared)
                .thenComparingInt(Assignment::fitting)
                .thenComparingInt(Assignment::following)
                .thenComparing(Assignment::away, Comparator.reverseOrder());

        static Assignment of(SpokenTurn turn, Row row, TimeSpan shown, int words) {
            List<String> keys = row.keys();
            return new Assignment(
                    List.of(turn), turn.shared(keys, shown, words), 0, turn.following(keys), turn.away(shown));
        }

        /** Returns the turns of these rows and of one more. */
        Assignment and(Assignment next, boolean marked) {
            List<SpokenTurn> more = new ArrayList<>(turns);
            more.addAll(next.turns);
            boolean fits = turns.isEmpty() || marked == (turns.get(turns.size() - 1) != next.turns.get(0));
            return new Assignment(
                    more, shared + next.shared, fitting + (fits ? 1 : 0), following + next.following, away + next.away);
        }
    }

    /**
     * A row of a subtitle.
     *
     * @param text with the speaker's label, but without a dash that marks another speaker
     * @param label the label, or ""
     * @param marked whether it has a label or such a dash
     * @param keys of its words
     */
    private record Row(String text, String label, boolean marked, List<String> keys) {}

    private SpokenOrder(Transcript transcript) {
        List<Utterance> utterances = transcript.utterances();
        int[] groups = groups(utterances);
        SpokenTurn turn = null;
        for (int i = 0; i < groups.length; i++) {
            Utterance utterance = utterances.get(i);
            if (!utterance.hasWords()) {
                continue;
            }
            if (turn != null && turn.goesOn(groups[i], utterance)) {
                turn.add(utterance);
            } else {
                turn = new SpokenTurn(i, groups[i], utterance);
                turns.add(turn);
            }
        }
        labels = turns.stream()
                .map(SpokenTurn::label)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Returns the lines of {@code file} in the order of the segments of {@code transcript}. */
    static CorrectedText of(CorrectedText file, Transcript transcript) {
        SpokenOrder order = new SpokenOrder(transcript);
        return order.together ? order.sorted(file) : file;
    }

    /** Returns by segment the number of the group of segments that are said at the same time; -1 for a segment on its own. */
    private int[] groups(List<Utterance> utterances) {
        int[] groups = new int[utterances.size()];
        List<Integer> byStart = IntStream.range(0, utterances.size())
                .boxed()
                .sorted(Comparator.comparing(i -> utterances.get(i).start()))
                .toList();
        Duration end = Duration.ZERO;
        int last = -1;
        for (int i : byStart) {
            Utterance utterance = utterances.get(i);
            boolean inside =
                    last >= 0 && utterance.start().minus(SpokenTurn.SLACK).compareTo(end) < 0;
            if (inside) {
                together |= utterance.start().compareTo(end) < 0;
                groups[last] = groups[last] < 0 ? last : groups[last];
            }
            groups[i] = inside ? groups[last] : -1;
            end = inside && end.compareTo(utterance.end()) > 0 ? end : utterance.end();
            last = i;
        }
        return groups;
    }

    private CorrectedText sorted(CorrectedText file) {
        List<Owned> all = new ArrayList<>();
        file.lines().forEach(line -> all.addAll(owned(line, file.voices().getOrDefault(line.row(), ""))));
        List<CorrectedText.Line> lines = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = from + 1;
            while (to < all.size()
                    && all.get(to).group() >= 0
                    && all.get(to).group() == all.get(from).group()) {
                to++;
            }
            all.subList(from, to).stream()
                    .sorted(Comparator.comparingInt(
                            owned -> owned.turn().map(SpokenTurn::first).orElse(-1)))
                    .forEach(owned -> lines.add(owned.line()));
            from = to;
        }
        return new CorrectedText(lines);
    }

    /**
     * Returns the line, or its rows if they are of several turns.
     *
     * @param voice the speaker of all rows, or ""
     */
    private List<Owned> owned(CorrectedText.Line line, String voice) {
        List<SpokenTurn> heard = line.span().stream()
                .flatMap(span -> turns.stream().filter(turn -> turn.meets(span)))
                .toList();
        if (heard.stream().allMatch(turn -> turn.group() < 0)) {
            return List.of(new Owned(line, Optional.empty()));
        }
        TimeSpan span = line.span().orElseThrow();
        List<SpokenTurn> candidates = named("[" + voice + "]", heard, span);
        List<Row> rows = rows(line.text(), false);
        Assignment assignment = best(rows, candidates, span);
        List<Row> bare = rows(line.text(), true);
        if (!bare.equals(rows)) {
            // Dashes that are all words of one turn are no marks.
            Assignment marked = best(bare, candidates, span);
            List<String> keys =
                    rows.stream().flatMap(row -> row.keys().stream()).toList();
            int said = candidates.stream()
                    .mapToInt(turn -> turn.shared(keys, span, keys.size()))
                    .max()
                    .orElseThrow();
            if (marked.shared() + rows.size() > said) {
                rows = bare;
                assignment = marked;
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            assignment.turns().get(i).show(rows.get(i).keys());
        }
        List<Owned> owned = new ArrayList<>();
        for (int from = 0; from < rows.size(); ) {
            SpokenTurn turn = assignment.turns().get(from);
            int to = from;
            List<String> texts = new ArrayList<>();
            while (to < rows.size() && assignment.turns().get(to) == turn) {
                texts.add(rows.get(to++).text());
            }
            String text = String.join("\n", texts);
            owned.add(new Owned(new CorrectedText.Line(text, line.span(), line.row()), Optional.of(turn)));
            from = to;
        }
        return owned;
    }

    /** Returns the rows of a subtitle, without the dashes if each row begins with a dash or a label. */
    private List<Row> rows(String text, boolean withoutDashes) {
        List<String> rows = new ArrayList<>();
        for (String row : text.split("\n", -1)) {
            boolean alone = !rows.isEmpty() && rows.get(rows.size() - 1).equals(label(rows.get(rows.size() - 1)));
            if (alone) {
                rows.set(rows.size() - 1, rows.get(rows.size() - 1) + "\n" + row);
            } else {
                rows.add(row);
            }
        }
        boolean dashed = withoutDashes
                && rows.size() > 1
                && rows.stream().allMatch(row -> isDashed(row) || !label(row).isEmpty());
        return rows.stream().map(row -> row(row, dashed)).toList();
    }

    private Row row(String row, boolean dashed) {
        String label = label(row);
        boolean dash = dashed && isDashed(row);
        String text = dash ? row.strip().substring(1).strip() : row;
        List<String> keys = Token.of(text.substring(label.length()), 0).stream()
                .map(Token::key)
                .toList();
        return new Row(text, label, dash || !label.isEmpty(), keys);
    }

    private static boolean isDashed(String row) {
        return row.strip().startsWith("-");
    }

    private String label(String row) {
        return labels.stream().filter(row::startsWith).findFirst().orElse("");
    }

    private static int words(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.keys().size()).sum();
    }

    /** Returns the turns that share most words with the rows. */
    private Assignment best(List<Row> rows, List<SpokenTurn> candidates, TimeSpan span) {
        List<Assignment> all = List.of(Assignment.NONE);
        String label = "";
        for (Row row : rows) {
            label = row.marked() ? row.label() : label;
            List<Assignment> longer = new ArrayList<>();
            for (SpokenTurn turn : named(label, candidates, span)) {
                Assignment next = Assignment.of(turn, row, span, words(rows));
                longer.add(all.stream()
                        .map(each -> each.and(next, row.marked()))
                        .max(Assignment.ORDER)
                        .orElseThrow());
            }
            all = longer;
        }
        return all.stream().max(Assignment.ORDER).orElseThrow();
    }

    /** Returns the turns of a speaker at about that time, or the nearest one; the others' for a name that is not known. */
    private List<SpokenTurn> named(String label, List<SpokenTurn> others, TimeSpan span) {
        if (!labels.contains(label)) {
            return others;
        }
        List<SpokenTurn> named =
                turns.stream().filter(turn -> turn.label().equals(label)).toList();
        List<SpokenTurn> near = named.stream().filter(turn -> turn.isNear(span)).toList();
        return near.isEmpty()
                ? named.stream().min(Comparator.comparing(turn -> turn.distance(span))).stream()
                        .toList()
                : near;
    }
}
