package qasr.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import qasr.transcript.Utterance;

/**
 * Lays out utterances as subtitles. Every word is kept. If rules conflict, the order of priority is: words, time of
 * speaking, shortest and longest duration, width.
 *
 * <p>Only the start and the end of an utterance are known, so the times of cues inside it are in proportion to their
 * text.
 */
final class CueLayout {
    /** A gap shorter than half a second would flicker, so the earlier cue is shown until the next one begins. */
    private static final long FLICKER_MILLIS = 500;

    private final CueRules rules;

    CueLayout(CueRules rules) {
        this.rules = rules;
    }

    /** A cue whose end is not final yet. */
    private record Draft(long start, long end, List<String> lines) {}

    /**
     * Returns the cues in order, without overlaps.
     *
     * @param duration the length of the recording: no cue is extended beyond it to be readable
     */
    List<Cue> cues(List<Utterance> utterances, Duration duration) {
        List<Draft> drafts = new ArrayList<>();
        for (Utterance utterance : utterances) {
            if (utterance.hasWords()) {
                addDrafts(drafts, utterance);
            }
        }
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            boolean last = i + 1 == drafts.size();
            long limit = last
                    ? Math.max(duration.toMillis(), draft.end())
                    : drafts.get(i + 1).start();
            cues.add(new Cue(draft.start(), end(draft, limit, last ? 0 : rules.gapMillis()), draft.lines()));
        }
        return cues;
    }

    private void addDrafts(List<Draft> drafts, Utterance utterance) {
        long start = utterance.start().toMillis();
        long length = utterance.end().toMillis() - start;
        for (CueSplitter.Part part : new CueSplitter(rules, utterance.text(), length).parts()) {
            long earliest = drafts.isEmpty() ? 0 : drafts.get(drafts.size() - 1).start() + 1;
            long begins = Math.max(earliest, start + part.start());
            drafts.add(new Draft(begins, Math.max(begins + 1, start + part.end()), part.lines()));
        }
    }

    /** Returns the end of a cue; {@code limit} is the start of the next cue or the end of the recording. */
    private long end(Draft draft, long limit, long gap) {
        long readable = draft.start() + rules.minMillis();
        long end = Math.max(draft.end(), readable);
        if (limit - end < FLICKER_MILLIS && gap > 0) {
            end = limit;
        }
        end = Math.min(end, draft.start() + rules.maxMillis());
        // The next cue's start has priority over the shortest duration, and that over the gap.
        return Math.min(end, Math.max(limit - gap, Math.min(readable, limit)));
    }
}
