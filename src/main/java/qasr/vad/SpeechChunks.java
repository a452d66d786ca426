package qasr.vad;

import java.util.Arrays;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;

/**
 * The chunks of a recording with speech, as found by a detector. Chunks are ordered, disjoint and not longer than max
 * chunk; each sample of speech is in exactly one chunk. Memory holds one chunk and a few seconds of audio, for any
 * length of the recording.
 *
 * <p>If reading fails, {@link #next} first returns the chunks of the audio before, then throws. If the detector fails,
 * the rest is read without it, and {@link Backdrop#unheardFrom()} returns the position of the failure.
 */
public final class SpeechChunks implements ChunkSource {
    /** About a second. More frames per call make the detector faster; fewer make text appear earlier. */
    private static final int BLOCK_SAMPLES = 32 * SpeechDetector.FRAME_SAMPLES;

    private final Sound sound;
    /** The sound that the detector hears: the same, or the same without its noise. */
    private final Sound heard;

    private final VadOptions vad;
    private final SpeechDetector detector;
    private final Hysteresis hysteresis;
    private final Chunker chunker;

    /** The probability of each VAD frame so far. */
    private final FloatWindow probabilities = new FloatWindow();

    private boolean finished;
    private boolean deaf;

    /**
     * Creates a source of the chunks of {@code stream}. It resets {@code detector}, which must not be used elsewhere at
     * the same time. The caller closes both.
     */
    public SpeechChunks(AudioStream stream, SpeechDetector detector, VadOptions vad, ChunkOptions chunks) {
        this(stream, Optional.empty(), detector, vad, chunks);
    }

    /**
     * Creates a source whose detector hears another stream: the samples of {@code heard} are at the same positions. It
     * resets {@code detector}; the caller closes the streams and the detector.
     */
    public SpeechChunks(
            AudioStream stream,
            Optional<AudioStream> heard,
            SpeechDetector detector,
            VadOptions vad,
            ChunkOptions chunks) {
        this.sound = new Sound(stream);
        this.heard = heard.map(Sound::new).orElse(sound);
        this.vad = vad;
        this.detector = detector;
        this.hysteresis = new Hysteresis(vad);
        this.chunker = new Chunker(chunks, this::quietest);
        detector.reset();
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        while (true) {
            Optional<Chunker.Plan> plan = chunker.poll();
            if (plan.isPresent()) {
                SampleRange range = plan.get().range();
                return Optional.of(
                        new Chunk(range, sound.waveform(range), plan.get().speech()));
            }
            if (finished) {
                sound.throwFailure();
                return Optional.empty();
            }
            if (deaf) {
                readToTheEnd();
            } else {
                listen();
            }
        }
    }

    /** Reads to the end to get the length of the recording. */
    private void readToTheEnd() {
        sound.dropBefore(sound.length());
        sound.readUpTo(sound.length() + BLOCK_SAMPLES);
        block(sound.length()); // the two streams are read side by side
        finished = sound.ended();
    }

    @Override
    public long samplesRead() {
        return sound.length();
    }

    @Override
    public Backdrop backdrop() {
        return sound.backdrop();
    }

    /** Returns the number of samples in memory. */
    long samplesHeld() {
        return sound.held();
    }

    private void listen() {
        forget();
        long start = probabilities.end() * SpeechDetector.FRAME_SAMPLES;
        sound.readUpTo(start + BLOCK_SAMPLES);
        float[] block = block(start);
        try {
            float[] fresh = detector.probabilities(Arrays.copyOf(block, wholeFrames(block.length)));
            probabilities.append(fresh, 0, fresh.length);
            measureSpeech(start, fresh);
            for (int i = 0; i < fresh.length; i++) {
                hysteresis.accept(fresh[i]);
                long frame = start + (long) i * SpeechDetector.FRAME_SAMPLES;
                sound.backdrop().acceptProbability(frame, fresh[i], vad.threshold());
            }
        } catch (DetectorException e) {
            deaf = true;
            sound.backdrop().unheardFrom(start);
            finish(start);
            return;
        }
        if (sound.ended()) {
            finish(sound.length());
            finished = true;
            return;
        }
        chunk();
    }

    /** Returns what the detector hears from {@code start} to the end of what was read. */
    private float[] block(long start) {
        if (heard != sound) {
            heard.dropBefore(Math.min(start, heard.length()));
            heard.readUpTo(sound.length());
        }
        return heard.copy(start, Math.min(heard.length(), sound.length()));
    }

    private void measureSpeech(long start, float[] fresh) {
        for (int i = 0; i < fresh.length; i++) {
            long frame = start + (long) i * SpeechDetector.FRAME_SAMPLES;
            if (fresh[i] >= vad.threshold() && frame + SpeechDetector.FRAME_SAMPLES <= sound.length()) {
                float[] samples = sound.copy(frame, frame + SpeechDetector.FRAME_SAMPLES);
                sound.backdrop().acceptSpeech(samples, 0, samples.length);
            }
        }
    }

    /** Ends speech detection at {@code end}. Planned chunks are still returned. */
    private void finish(long end) {
        hysteresis.finish(end);
        addComplete();
        chunker.finish(end);
    }

    private void addComplete() {
        Optional<SampleRange> range = hysteresis.poll();
        while (range.isPresent()) {
            chunker.add(range.get());
            range = hysteresis.poll();
        }
    }

    private void chunk() {
        addComplete();
        hysteresis.open().ifPresentOrElse(chunker::extend, () -> chunker.silentUntil(hysteresis.earliestNew()));
    }

    private void forget() {
        long unseen = hysteresis.open().map(SampleRange::start).orElse(hysteresis.earliestNew());
        long needed = chunker.firstNeeded(unseen);
        sound.dropBefore(needed);
        probabilities.dropBefore(needed / SpeechDetector.FRAME_SAMPLES);
    }

    private long quietest(SampleRange window) {
        float[] samples = sound.copy(window.start(), window.end());
        return window.start()
                + QuietestPoint.of(
                        samples, index -> probabilities.get((window.start() + index) / SpeechDetector.FRAME_SAMPLES));
    }

    private static int wholeFrames(int samples) {
        int frames = (samples + SpeechDetector.FRAME_SAMPLES - 1) / SpeechDetector.FRAME_SAMPLES;
        return frames * SpeechDetector.FRAME_SAMPLES;
    }
}
