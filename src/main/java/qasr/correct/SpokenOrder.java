package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import qasr.score.Alignment;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Subtitles of people who speak at the same time have the words of several segments in turns, or a line for each speaker. Here
 * they are brought into the order of the segments, which a diff with the transcript needs.
 */
final class SpokenOrder {
    private final List<Utterance> utterances;
    /** By segment: the number of the group of segments that are said at the same time; -1 for a segment on its own. */
    private final int[] groups;

    private boolean together;

    /** A line and the segment whose words it has, or -1. */
    private record Owned(CorrectedText.Line line, int segment) {}

    private SpokenOrder(Transcript transcript) {
        utterances = transcript.utterances();
        groups = new int[utterances.size()];
        findGroups();
    }

    /** Returns the lines of {@code file} in the order of the segments of {@code transcript}. */
    static CorrectedText of(CorrectedText file, Transcript transcript) {
        SpokenOrder order = new SpokenOrder(transcript);
        return order.together ? order.sorted(file) : file;
    }

    private void findGroups() {
        List<Integer> byStart = IntStream.range(0, utterances.size())
                .boxed()
                .sorted(Comparator.comparing(i -> utterances.get(i).start()))
                .toList();
        Duration end = Duration.ZERO;
        int last = -1;
        for (int i : byStart) {
            Utterance utterance = utterances.get(i);
            boolean inside = last >= 0 && utterance.start().compareTo(end) < 0;
            if (inside) {
                together = true;
                groups[last] = groups[last] < 0 ? last : groups[last];
            }
            groups[i] = inside ? groups[last] : -1;
            end = inside && end.compareTo(utterance.end()) > 0 ? end : utterance.end();
            last = i;
        }
    }

    private CorrectedText sorted(CorrectedText file) {
        List<Owned> all = new ArrayList<>();
        file.lines().forEach(line -> all.addAll(owned(line)));
        List<CorrectedText.Line> lines = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = from + 1;
            while (to < all.size() && group(all.get(from)) >= 0 && group(all.get(to)) == group(all.get(from))) {
                to++;
            }
            all.subList(from, to).stream()
                    .sorted(Comparator.comparingInt(Owned::segment))
                    .forEach(owned -> lines.add(owned.line()));
            from = to;
        }
        return new CorrectedText(lines);
    }

    private int group(Owned owned) {
        return owned.segment() < 0 ? -1 : groups[owned.segment()];
    }

    /** Returns the line, or its rows if they are of several segments. */
    private List<Owned> owned(CorrectedText.Line line) {
        List<Integer> candidates = line.span().map(this::candidates).orElse(List.of());
        if (candidates.isEmpty()) {
            return List.of(new Owned(line, -1));
        }
        String[] rows = line.text().split("\n", -1);
        boolean dashed = rows.length > 1;
        for (String row : rows) {
            dashed &= row.strip().startsWith("-");
        }
        List<Owned> owned = new ArrayList<>();
        int before = -1;
        for (String row : rows) {
            String text = dashed ? row.strip().substring(1).strip() : row;
            before = best(text, candidates, before);
            owned.add(new Owned(new CorrectedText.Line(text, line.span(), line.row()), before));
        }
        int first = owned.get(0).segment();
        return owned.stream().allMatch(row -> row.segment() == first) ? List.of(new Owned(line, first)) : owned;
    }

    /** Returns the segments of groups that are said while a subtitle shows. */
    private List<Integer> candidates(TimeSpan span) {
        return IntStream.range(0, utterances.size())
                .filter(i -> groups[i] >= 0
                        && utterances.get(i).hasWords()
                        && utterances.get(i).start().compareTo(span.end()) < 0
                        && utterances.get(i).end().compareTo(span.start()) > 0)
                .boxed()
                .toList();
    }

    /** Returns the segment that shares most words with a row: of equal ones that of the row above, or the shortest. */
    private int best(String row, List<Integer> candidates, int above) {
        List<Integer> labelled = candidates.stream()
                .filter(i -> {
                    String name = utterances.get(i).place().speaker().strip().replaceAll("(?U)\\s+", " ");
                    return !name.isEmpty() && row.startsWith("[" + name + "]");
                })
                .toList();
        List<String> keys = keys(row);
        Comparator<Integer> order = Comparator.comparingLong((Integer i) -> shared(keys, i))
                .thenComparing(i -> i == above)
                .thenComparing(i -> utterances.get(i).length(), Comparator.reverseOrder());
        return (labelled.isEmpty() ? candidates : labelled).stream().max(order).orElseThrow();
    }

    private long shared(List<String> keys, int segment) {
        return new Alignment(keys(utterances.get(segment).text()), keys)
                .pairs().stream().filter(Alignment.Pair::isHit).count();
    }

    private static List<String> keys(String text) {
        return Token.of(text, 0).stream().map(Token::key).toList();
    }
}
