package qasr.subtitle;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives subtitles their final times. A subtitle never ends before its last word, and subtitles never overlap. It begins
 * with its first word, or up to {@link CueRules#SYNC_MILLIS} later for the gap before it. It stays to be readable and
 * to close a small gap, if there is room.
 */
final class CueTimes {
    private final CueRules rules;
    private final List<CuePart> parts;
    /** The end of the recording. */
    private final long end;

    CueTimes(CueRules rules, List<CuePart> parts, long end) {
        this.rules = rules;
        this.parts = parts;
        this.end = end;
    }

    List<Cue> cues() {
        List<Cue> cues = new ArrayList<>();
        long free = 0;
        long last = 0;
        for (int i = 0; i < parts.size(); i++) {
            CuePart part = parts.get(i);
            long start = Math.max(last, Math.max(part.start(), Math.min(free, part.start() + CueRules.SYNC_MILLIS)));
            long shown = end(i, start);
            cues.add(new Cue(start, shown, part.language(), part.label(), part.lines()));
            last = shown;
            free = shown + rules.gapMillis();
        }
        return cues;
    }

    private long end(int i, long start) {
        CuePart part = parts.get(i);
        boolean isLast = i + 1 == parts.size();
        long spoken = Math.max(start + 1, part.end());
        long next = isLast ? Math.max(end, spoken) : parts.get(i + 1).start();
        long gap = isLast ? 0 : rules.gapMillis();
        long longest = start + rules.maxMillis();
        // To be long enough, it can take the gap, and the time that the next one can begin late.
        long late = isLast ? next : next + CueRules.SYNC_MILLIS;
        long least = Math.min(start + rules.minMillis(), late);
        long read = Math.min(start + part.limit().millis(part.columns()), spoken + rules.hangMillis());
        long shown = Math.max(spoken, Math.max(least, Math.min(read, next - gap)));
        boolean flickers = !isLast && next - shown < CueRules.FLICKER_MILLIS && rules.gapMillis() > 0;
        if (flickers && next - gap <= longest) {
            shown = Math.max(shown, next - gap);
        }
        return Math.max(spoken, Math.min(shown, longest));
    }
}
