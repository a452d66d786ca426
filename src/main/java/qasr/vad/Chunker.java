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
 * Joins speech ranges into chunks. The rules, in order:
 *
 * <ol>
 *   <li>A silence longer than max join silence ends a chunk.
 *   <li>Speech is joined as long as it fits into max chunk. When it no longer fits, the chunk ends in the longest
 *       silence of its second half. Half a chunk is long enough, and a longer pause is more likely to be between
 *       sentences.
 *   <li>If that half has no silence, speech is cut at the quietest point in the last five seconds (at most half) of the
 *       part that fits.
 *   <li>A chunk keeps chunk pad of silence at both ends. It keeps less if the neighbouring chunk needs half of the
 *       silence, or if max chunk leaves less room.
 * </ol>
 *
 * <p>The result depends on the ranges alone, not on the order of calls. Unfinished speech ({@link #extend}) is used
 * only if its end cannot change the result.
 */
final class Chunker {
    /** The search range of the published model's own splitting of long audio: five seconds around the limit. */
    private static final long SEARCH_SAMPLES = 5L * Waveform.SAMPLE_RATE;

    /** Finds the quietest point of speech. */
    interface CutFinder {
        long quietest(SampleRange window);
    }

    /** The position of a chunk, padding included, and the speech in it. */
    record Plan(SampleRange range, List<SampleRange> speech) {}

    private final ChunkOptions options;
    private final CutFinder cuts;
    private final Queue<Plan> plans = new ArrayDeque<>();

    /** The speech of the chunk being filled. */
    private final List<SampleRange> pending = new ArrayList<>();

    /** The end of the speech of the previous chunk, without padding. */
    private OptionalLong previousEnd = OptionalLong.empty();

    Chunker(ChunkOptions options, CutFinder cuts) {
        this.options = options;
        this.cuts = cuts;
    }

    /** Returns the next complete chunk, if there is one. */
    Optional<Plan> poll() {
        return Optional.ofNullable(plans.poll());
    }

    /** Adds the next complete speech range. */
    void add(SampleRange range) {
        join(withoutPlanned(range));
    }

    /** Adds the certain part of unfinished speech. {@link #add} gets the complete range later. */
    void extend(SampleRange open) {
        join(withoutPlanned(open));
        pending.remove(pending.size() - 1);
    }

    /** Returns the end of the speech that is not in a complete chunk yet; empty if there is none. */
    OptionalLong heldUpTo() {
        return pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lastEnd());
    }

    /** Ends the chunk in the silence before {@code next}, the start of the next speech, if there is a chunk. */
    void cutBefore(long next) {
        if (!pending.isEmpty()) {
            plan(pending.size(), (next - lastEnd()) / 2);
        }
    }

    /** Returns the earliest start of speech of later chunks. {@code unseen} is the earliest start not yet added. */
    long firstSpeech(long unseen) {
        return pending.isEmpty()
                ? Math.max(unseen, previousEnd.orElse(0))
                : pending.get(0).start();
    }

    /** Sets the earliest possible start of later speech. */
    void silentUntil(long earliest) {
        // Two pads, so that the start of the next chunk does not affect the padding of this one.
        long enough = Math.max(options.maxJoinSilenceSamples(), 2 * options.chunkPadSamples());
        if (!pending.isEmpty() && earliest - lastEnd() > enough) {
            plan(pending.size(), options.chunkPadSamples());
        }
    }

    /** Sets the end of the recording. */
    void finish(long samples) {
        if (!pending.isEmpty()) {
            plan(pending.size(), samples - lastEnd());
        }
    }

    /**
     * Returns the first sample that a chunk may still need. {@code unseen} is the earliest start of speech not yet
     * added.
     */
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

    /** Returns the number of ranges before the longest silence in the second half (the last one of equals), or 0. */
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

    /** Makes a chunk of the first {@code count} ranges and up to {@code spare} samples of silence after them. */
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
