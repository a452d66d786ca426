package qasr.vad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * Joins speech ranges into chunks. The rules, in the order they apply:
 *
 * <ol>
 *   <li>A silence longer than max join silence ends a chunk.
 *   <li>Otherwise speech is joined as long as it fits into max chunk. When it no longer fits, the chunk ends in the
 *       longest silence of its second half: half full is enough, and a longer pause is more likely to stand between
 *       sentences.
 *   <li>Where there is no silence in that half, speech is cut at its quietest point in the last five seconds (at most
 *       half) of what fits.
 *   <li>A chunk keeps chunk pad of silence at both ends, or half of the silence if its neighbour wants some too, or
 *       half of the room that max chunk leaves.
 * </ol>
 *
 * <p>What is planned depends on the ranges alone, not on how they are handed over: speech going on ({@link #extend}) is
 * acted upon only when its end cannot change the outcome.
 */
final class Chunker {
    /** As in the published model's own splitting of long audio: five seconds around the limit. */
    private static final long SEARCH_SAMPLES = 5L * Waveform.SAMPLE_RATE;

    /** Finds where speech is quietest. */
    interface CutFinder {
        long quietest(SampleRange window);
    }

    /** Where a chunk lies, padding included, and the speech in it. */
    record Plan(SampleRange range, List<SampleRange> speech) {}

    private final ChunkOptions options;
    private final CutFinder cuts;
    private final Queue<Plan> plans = new ArrayDeque<>();

    /** The speech of the chunk being filled. */
    private final List<SampleRange> pending = new ArrayList<>();

    /** Where the speech of the chunk before ends, without its padding. */
    private OptionalLong previousEnd = OptionalLong.empty();

    Chunker(ChunkOptions options, CutFinder cuts) {
        this.options = options;
        this.cuts = cuts;
    }

    /** Returns the next chunk that is complete. */
    Optional<Plan> poll() {
        return Optional.ofNullable(plans.poll());
    }

    /** Takes the next complete speech range. */
    void add(SampleRange range) {
        join(withoutPlanned(range));
    }

    /** Takes what is certain so far of speech going on, whose complete range {@link #add} will get. */
    void extend(SampleRange open) {
        join(withoutPlanned(open));
        pending.remove(pending.size() - 1);
    }

    /** Takes the promise that speech not yet seen starts at {@code earliest} or later. */
    void silentUntil(long earliest) {
        // Two pads, so that it does not matter for this chunk's padding when the next one starts.
        long enough = Math.max(options.maxJoinSilenceSamples(), 2 * options.chunkPadSamples());
        if (!pending.isEmpty() && earliest - lastEnd() > enough) {
            plan(pending.size(), options.chunkPadSamples());
        }
    }

    /** Takes the end of the recording. */
    void finish(long samples) {
        if (!pending.isEmpty()) {
            plan(pending.size(), samples - lastEnd());
        }
    }

    /** Returns the first sample that a chunk may still need, given that of the speech not yet added. */
    long firstNeeded(long unseen) {
        long start = pending.isEmpty() ? unseen : pending.get(0).start();
        return Math.max(previousEnd.orElse(0), start - options.chunkPadSamples());
    }

    private SampleRange withoutPlanned(SampleRange range) {
        return new SampleRange(Math.max(range.start(), previousEnd.orElse(0)), range.end());
    }

    private void join(SampleRange range) {
        if (!pending.isEmpty() && range.start() - lastEnd() > options.maxJoinSilenceSamples()) {
            plan(pending.size(), (range.start() - lastEnd()) / 2);
        }
        pending.add(range);
        while (lastEnd() - pending.get(0).start() > options.maxChunkSamples()) {
            split();
        }
    }

    private void split() {
        long start = pending.get(0).start();
        int count = endOfFirstHalf(start);
        if (count > 0) {
            plan(count, (pending.get(count).start() - pending.get(count - 1).end()) / 2);
            return;
        }
        long limit = start + options.maxChunkSamples();
        long search = Math.min(SEARCH_SAMPLES, options.maxChunkSamples() / 2);
        SampleRange last = pending.remove(pending.size() - 1);
        long cut = cuts.quietest(new SampleRange(limit - search, limit));
        pending.add(new SampleRange(last.start(), cut));
        plan(pending.size(), 0);
        pending.add(new SampleRange(cut, last.end()));
    }

    /** Returns how many ranges come before the longest silence in the second half, the latest of equals, or 0. */
    private int endOfFirstHalf(long start) {
        int count = 0;
        long longest = -1;
        for (int i = 1; i < pending.size(); i++) {
            long silence = pending.get(i).start() - pending.get(i - 1).end();
            if (pending.get(i).start() >= start + options.maxChunkSamples() / 2 && silence >= longest) {
                count = i;
                longest = silence;
            }
        }
        return count;
    }

    /** Makes a chunk of the first {@code count} ranges, behind which {@code spare} samples of silence may be used. */
    private void plan(int count, long spare) {
        List<SampleRange> speech = List.copyOf(pending.subList(0, count));
        pending.subList(0, count).clear();
        long start = speech.get(0).start();
        long end = speech.get(count - 1).end();
        long before = previousEnd.isPresent() ? (start - previousEnd.getAsLong()) / 2 : start;
        long room = options.maxChunkSamples() - (end - start);
        long padBefore = Math.min(room / 2, Math.min(options.chunkPadSamples(), before));
        long padAfter = Math.min(room - padBefore, Math.min(options.chunkPadSamples(), spare));
        plans.add(new Plan(new SampleRange(start - padBefore, end + padAfter), speech));
        previousEnd = OptionalLong.of(end);
    }

    private long lastEnd() {
        return pending.get(pending.size() - 1).end();
    }
}
