package qasr.job;

import java.util.List;
import java.util.Set;
import qasr.output.Format;

/** Whether the times of words are wanted. */
public enum WordWishes {
    /** No. */
    NEVER,
    /** If a format of the run is better with them. */
    AS_NEEDED,
    /** Yes, estimated if there is no aligner. */
    ALWAYS;

    private static final Set<Format> BETTER = Set.of(Format.SRT, Format.VTT, Format.ASS, Format.LRC);

    /** The formats that hold the times of words. */
    private static final Set<Format> TIMED =
            Set.of(Format.SRT, Format.VTT, Format.ASS, Format.LRC, Format.JSON, Format.JSONL, Format.TEXTGRID);

    /** Returns whether a run that writes {@code formats} needs the times of words. */
    public boolean areNeeded(List<Format> formats) {
        return this == ALWAYS || (this == AS_NEEDED && formats.stream().anyMatch(BETTER::contains));
    }

    /** Returns whether {@code format} holds the times of words in a run that writes {@code formats}. */
    public boolean areIn(Format format, List<Format> formats) {
        return areNeeded(formats) && TIMED.contains(format);
    }

    /** Returns whether {@code format} may hold the times of words all the same in a run that does not need them. */
    public boolean mayBeIn(Format format, List<Format> formats) {
        return this == AS_NEEDED && !areNeeded(formats) && TIMED.contains(format);
    }
}
