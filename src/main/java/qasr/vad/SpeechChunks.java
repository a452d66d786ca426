package qasr.vad;

import java.util.Arrays;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;

/**
 * The chunks of a recording in which a detector hears speech. Ordered, disjoint, none longer than max chunk; every
 * sample of speech is in exactly one of them. Holds one chunk and a few seconds of the recording, however long that is.
 *
 * <p>When reading fails, the chunks of what was heard before are still handed out; then {@link #next} throws. When the
 * detector fails, the rest is read without it, and the {@link Backdrop} says from where on nobody listened.
 */
public final class SpeechChunks implements ChunkSource {
    /** About a second: enough frames in one call to keep the detector cheap, few enough for text to appear early. */
    private static final int BLOCK_SAMPLES = 32 * SpeechDetector.FRAME_SAMPLES;

    private final Sound sound;
    private final SpeechDetector detector;
    private final Hysteresis hysteresis;
    private final Chunker chunker;

    /** One probability for each VAD frame heard. */
    private final FloatWindow probabilities = new FloatWindow();

    private boolean finished;
    private boolean deaf;

    /** Listens to {@code stream} with {@code detector}, which is reset and serves nothing else meanwhile; closes neither. */
    public SpeechChunks(AudioStream stream, SpeechDetector detector, VadOptions vad, ChunkOptions chunks) {
        this.sound = new Sound(stream);
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

    /** Only to know how long the recording is. */
    private void readToTheEnd() {
        sound.dropBefore(sound.length());
        sound.readUpTo(sound.length() + BLOCK_SAMPLES);
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

    /** Returns how many samples are in memory. */
    long samplesHeld() {
        return sound.held();
    }

    private void listen() {
        forget();
        long heard = probabilities.end() * SpeechDetector.FRAME_SAMPLES;
        sound.readUpTo(heard + BLOCK_SAMPLES);
        float[] block = sound.copy(heard, sound.length());
        try {
            float[] fresh = detector.probabilities(Arrays.copyOf(block, wholeFrames(block.length)));
            probabilities.append(fresh, 0, fresh.length);
            for (float probability : fresh) {
                hysteresis.accept(probability);
            }
        } catch (DetectorException e) {
            deaf = true;
            sound.backdrop().unheardFrom(heard);
            finish(heard);
            return;
        }
        if (sound.ended()) {
            finish(sound.length());
            finished = true;
            return;
        }
        chunk();
    }

    /** Ends what is heard at {@code end}; what is planned by then is still handed out. */
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
