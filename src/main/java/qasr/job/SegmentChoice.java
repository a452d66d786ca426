package qasr.job;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.transcript.Coverage;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;

/** The choice of segments of a result. */
@FunctionalInterface
public interface SegmentChoice {
    /** One part of a list: an id, or two with everything between them. */
    Pattern PART = Pattern.compile("\\s*(\\d{1,9})(?:-(\\d{1,9}))?\\s*");

    /**
     * Returns their ids in order.
     *
     * @throws CommandException if there is no such segment
     */
    List<Integer> of(List<Utterance> utterances) throws CommandException;

    /**
     * Returns the choice of segments that failed, were truncated, are flagged, or are long without words. Corrected
     * segments are left out.
     */
    static SegmentChoice flagged() {
        return utterances -> {
            List<Integer> ids = new ArrayList<>();
            List<TimeSpan> doubtful = Coverage.doubtful(utterances);
            for (int id = 0; id < utterances.size(); id++) {
                Utterance utterance = utterances.get(id);
                boolean doubted = !utterance.complete()
                        || doubtful.contains(utterance.place().span())
                        || !utterance.outcome().flags().isEmpty();
                if (doubted && !utterance.wording().isCorrected()) {
                    ids.add(id);
                }
            }
            return ids;
        };
    }

    /**
     * Returns the choice that a list such as {@code 7,12-14} makes.
     *
     * @throws CommandException if it is no such list
     */
    static SegmentChoice parse(String list) throws CommandException {
        List<int[]> ranges = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw Usage.error("--segments", "'" + part + "' is not a segment; write numbers such as 7,12-14");
            }
            int first = Integer.parseInt(matcher.group(1));
            ranges.add(new int[] {first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2))});
        }
        return utterances -> {
            List<Integer> ids = new ArrayList<>();
            for (int[] range : ranges) {
                if (range[1] >= utterances.size() || range[1] < range[0]) {
                    throw Usage.error(
                            "--segments", "there is no segment " + range[1] + "; the result has " + utterances.size());
                }
                for (int id = range[0]; id <= range[1]; id++) {
                    ids.add(id);
                }
            }
            return ids.stream().distinct().sorted().toList();
        };
    }
}
