package qasr.vad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import qasr.audio.Channels;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/** One channel of {@link SplitChunks}: its gain, its speech detection, and its chunks that wait for those of others. */
final class Voice {
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;
    /** More than the longest silence inside a chunk. */
    private static final long REMEMBERED = 60L * Waveform.SAMPLE_RATE;

    private final Sound sound;
    private final int channel;
    private final SpeechDetector detector;
    private final VadOptions options;
    private final OwnGain gain = new OwnGain();
    private final Hysteresis hysteresis;
    private final NearSpeech near;
    private final Chunker chunker;
    /** The probability of each VAD frame so far; 0 where the sound is another channel's. */
    private final FloatWindow probabilities = new FloatWindow();
    /** 1 for each VAD frame whose sound is in another channel too, so that its speaker is unknown. */
    private final FloatWindow shared = new FloatWindow();

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Deque<SampleRange> spoken = new ArrayDeque<>();
    private final List<SampleRange> fresh = new ArrayList<>();
    private float[] block = new float[0];
    private boolean[] blockNear = new boolean[0];
    private OptionalLong end = OptionalLong.empty();
    private OptionalLong deafFrom = OptionalLong.empty();
    private boolean finished;

    Voice(Sound sound, int channel, SpeechDetector detector, VadOptions vad, ChunkOptions chunks) {
        this.sound = sound;
        this.channel = channel;
        this.detector = detector;
        this.options = vad;
        hysteresis = new Hysteresis(vad);
        near = new NearSpeech(vad);
        chunker = new Chunker(chunks, this::quietest);
        detector.reset();
    }

    /** Computes the probabilities of {@code frames} VAD frames from {@code from} on; returns which may be speech. */
    boolean[] listen(long from, int frames) {
        boolean[] speech = new boolean[frames];
        block = new float[frames];
        if (deafFrom.isEmpty() && frames > 0) {
            try {
                block = detector.probabilities(
                        gain.followed(sound.padded(channel, from, from + frames * (long) FRAME)));
            } catch (DetectorException e) {
                deafFrom = OptionalLong.of(from);
                end = OptionalLong.of(from);
            }
        }
        for (int i = 0; i < frames; i++) {
            speech[i] = block[i] >= options.negThreshold();
        }
        blockNear = near.hear(block);
        return speech;
    }

    /** Returns which of the frames listened to last are near speech that this channel hears and can keep. */
    boolean[] nearSpeech() {
        return blockNear;
    }

    /** Takes the probabilities of the frames that were listened to, without those that are another channel's sound. */
    void accept(Crosstalk.Verdict[] verdicts) {
        if (end.isPresent()) {
            return;
        }
        float[] marks = new float[block.length];
        for (int i = 0; i < block.length; i++) {
            boolean own = verdicts[i] == Crosstalk.Verdict.OWN || verdicts[i] == Crosstalk.Verdict.SHARED;
            block[i] = own ? block[i] : 0;
            marks[i] = verdicts[i] == Crosstalk.Verdict.SHARED ? 1 : 0;
            hysteresis.accept(block[i]);
            sound.acceptProbability(channel, (probabilities.end() + i) * FRAME, block[i], options.threshold());
        }
        probabilities.append(block, 0, block.length);
        shared.append(marks, 0, marks.length);
    }

    /** Collects the speech that is complete by now. {@code stop} is the end of the recording, once it is known. */
    void collect(OptionalLong stop) {
        if (finished) {
            return;
        }
        end = end.isPresent() ? end : stop;
        if (end.isPresent()) {
            hysteresis.finish(end.getAsLong());
        }
        Optional<SampleRange> range = hysteresis.poll();
        while (range.isPresent()) {
            fresh.add(range.get());
            spoken.add(range.get());
            range = hysteresis.poll();
        }
        while (!spoken.isEmpty() && spoken.peek().end() < sound.length() - REMEMBERED) {
            spoken.remove();
        }
    }

    /** Returns how many samples of {@code pause} are speech in this channel, as far as it is known. */
    long speechIn(SampleRange pause) {
        long samples = hysteresis.open().map(open -> shared(open, pause)).orElse(0L);
        for (Iterator<SampleRange> each = spoken.descendingIterator(); each.hasNext(); ) {
            samples += shared(each.next(), pause);
        }
        return samples;
    }

    private static long shared(SampleRange one, SampleRange other) {
        return Math.max(0, Math.min(one.end(), other.end()) - Math.max(one.start(), other.start()));
    }

    /** Makes chunks of the speech that was collected. {@code answered} tells whether others speak in a pause of this. */
    void chunk(BiPredicate<Voice, SampleRange> answered) {
        if (finished) {
            return;
        }
        for (SampleRange range : fresh) {
            cut(range, answered);
            chunker.add(range);
        }
        fresh.clear();
        if (end.isPresent()) {
            chunker.finish(end.getAsLong());
            finished = true;
        } else {
            Optional<SampleRange> open = hysteresis.open();
            open.ifPresent(range -> cut(range, answered));
            open.ifPresentOrElse(chunker::extend, () -> chunker.silentUntil(hysteresis.earliestNew()));
        }
        Optional<Chunker.Plan> plan = chunker.poll();
        while (plan.isPresent()) {
            chunks.add(chunk(plan.get()));
            plan = chunker.poll();
        }
    }

    private void cut(SampleRange next, BiPredicate<Voice, SampleRange> answered) {
        OptionalLong last = chunker.heldUpTo();
        if (last.isPresent()
                && last.getAsLong() < next.start()
                && answered.test(this, new SampleRange(last.getAsLong(), next.start()))) {
            chunker.cutBefore(next.start());
        }
    }

    private Chunk chunk(Chunker.Plan plan) {
        for (SampleRange range : plan.speech()) {
            sound.acceptSpeech(channel, sound.copy(channel, range.start(), range.end()));
        }
        String speaker = isShared(plan.speech()) ? "" : Channels.name(channel + 1, sound.channels());
        return OwnGain.applied(new Chunk(
                plan.range(),
                sound.waveform(channel, plan.range()),
                plan.speech(),
                speaker,
                String.valueOf(channel + 1)));
    }

    /** Returns whether most of the speech is in another channel as well. */
    private boolean isShared(List<SampleRange> speech) {
        long frames = 0;
        long marked = 0;
        for (SampleRange range : speech) {
            long last = Math.min(shared.end(), (range.end() + FRAME - 1) / FRAME);
            for (long frame = Math.max(shared.start(), range.start() / FRAME); frame < last; frame++) {
                frames++;
                marked += shared.get(frame) > 0 ? 1 : 0;
            }
        }
        return 2 * marked > frames;
    }

    private long quietest(SampleRange window) {
        float[] samples = sound.copy(channel, window.start(), window.end());
        return window.start() + QuietestPoint.of(samples, index -> probabilities.get((window.start() + index) / FRAME));
    }

    /** Returns the first sample that a chunk of this channel may still need, and forgets everything before. */
    long firstNeeded() {
        if (finished) {
            return Long.MAX_VALUE;
        }
        long needed = chunker.firstNeeded(unseen());
        probabilities.dropBefore(needed / FRAME);
        shared.dropBefore(needed / FRAME);
        return needed;
    }

    private long unseen() {
        return hysteresis.open().map(SampleRange::start).orElse(hysteresis.earliestNew());
    }

    boolean hasChunk() {
        return !chunks.isEmpty();
    }

    boolean isFinished() {
        return finished;
    }

    /** Returns where the speech of the next chunk starts, or the earliest place where it may start. */
    long earliestStart() {
        return chunks.isEmpty()
                ? chunker.firstSpeech(unseen())
                : chunks.peek().heard().start();
    }

    /** Returns the next chunk and removes it. */
    Chunk take() {
        return chunks.remove();
    }

    /** Returns the position at which the speech detector failed, if it did. */
    OptionalLong deafFrom() {
        return deafFrom;
    }
}
