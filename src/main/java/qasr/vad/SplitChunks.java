package qasr.vad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;

/**
 * The chunks of a recording whose channels are heard one by one, such as a call with one person on each. Every channel
 * has its own gain and its own speech detection; sound that another channel also has is heard once ({@link Crosstalk}).
 *
 * <p>Chunks come in order of the start of their speech; those of different channels may overlap. A chunk ends where
 * another channel answers in a pause, so that a conversation is in the order in which it was held. Each chunk has the
 * number of its channel, and the name of the channel as its speaker, unless the same sound is in another channel as loud.
 *
 * <p>All channels are read in one pass, a second at a time. Memory holds a chunk and a few seconds of each channel.
 */
public final class SplitChunks implements ChunkSource {
    /** As for one channel: about a second. */
    private static final int BLOCK_FRAMES = 32;

    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;
    /** An answer of at least 300 ms in a pause of at least 700 ms ends a chunk; a shorter one is a listener's "mhm". */
    private static final long LEAST_ANSWER = VadOptions.samples(300);

    private static final long LEAST_PAUSE = VadOptions.samples(700);

    private final Sound sound;
    private final List<Voice> voices = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final SplitReport report;
    private long heard;
    private boolean finished;

    /** Two channels that may have the same sound. */
    private record Pair(int one, int other, Crosstalk crosstalk) {}

    /**
     * Creates a source of the chunks of {@code stream}. It resets {@code detectors}, one for each channel, which must
     * not be used elsewhere at the same time. The caller closes all.
     */
    public SplitChunks(AudioStream stream, List<SpeechDetector> detectors, VadOptions vad, ChunkOptions chunks) {
        this.sound = new Sound(stream);
        int count = stream.channels();
        for (int channel = 0; channel < count; channel++) {
            voices.add(new Voice(sound, channel, detectors.get(channel), vad, chunks));
            for (int other = channel + 1; other < count; other++) {
                pairs.add(new Pair(channel, other, new Crosstalk()));
            }
        }
        report = new SplitReport(count);
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        while (true) {
            Optional<Voice> first = first();
            if (first.isPresent()) {
                return Optional.of(first.get().take());
            }
            if (finished) {
                sound.throwFailure();
                return Optional.empty();
            }
            listen();
        }
    }

    /** Returns the channel with the next chunk, if no other channel can have an earlier one. */
    private Optional<Voice> first() {
        Optional<Voice> first = voices.stream()
                .filter(Voice::hasChunk)
                .min(Comparator.comparingLong(Voice::earliestStart)); // the first one of equals
        boolean sure = first.isPresent()
                && voices.stream()
                        .allMatch(voice -> voice.hasChunk()
                                || voice.isFinished()
                                || voice.earliestStart() > first.get().earliestStart());
        return sure ? first : Optional.empty();
    }

    private void listen() {
        long needed = Math.max(0, heard - Crosstalk.BEHIND);
        for (Voice voice : voices) {
            needed = Math.min(needed, voice.firstNeeded());
        }
        sound.dropBefore(Math.min(needed, sound.length()));
        long end = heard + BLOCK_FRAMES * (long) FRAME;
        sound.readUpTo(end + Crosstalk.AHEAD);
        long stop = Math.min(end, sound.length());
        int frames = (int) ((stop - heard + FRAME - 1) / FRAME);
        boolean[][] speech = new boolean[voices.size()][];
        for (int channel = 0; channel < speech.length; channel++) {
            report.heard(channel, sound.padded(channel, heard, stop));
            speech[channel] = voices.get(channel).listen(heard, frames);
        }
        Crosstalk.Verdict[][] verdicts = verdicts(speech, frames);
        for (int channel = 0; channel < speech.length; channel++) {
            voices.get(channel).accept(verdicts[channel]);
        }
        heard += frames * (long) FRAME;
        finished = sound.ended() && stop == sound.length();
        voices.forEach(voice -> voice.collect(finished ? OptionalLong.of(sound.length()) : OptionalLong.empty()));
        for (Voice voice : voices) {
            voice.chunk(this::isAnswered);
        }
    }

    private Crosstalk.Verdict[][] verdicts(boolean[][] speech, int frames) {
        Crosstalk.Verdict[][] all = new Crosstalk.Verdict[speech.length][frames];
        int[][] owners = new int[speech.length][frames];
        for (int channel = 0; channel < speech.length; channel++) {
            Arrays.fill(all[channel], Crosstalk.Verdict.OWN);
            Arrays.fill(owners[channel], channel);
        }
        boolean[][] near = new boolean[speech.length][];
        for (int channel = 0; channel < speech.length; channel++) {
            near[channel] = voices.get(channel).nearSpeech();
        }
        for (Pair pair : pairs) {
            boolean[] wanted = new boolean[frames];
            boolean any = false;
            for (int frame = 0; frame < frames; frame++) {
                wanted[frame] = speech[pair.one()][frame] || speech[pair.other()][frame];
                any |= wanted[frame];
            }
            if (any) {
                Crosstalk.Verdict[][] found =
                        pair.crosstalk().judge(around(pair.one(), frames), around(pair.other(), frames), wanted);
                merge(pair, found, near, all, owners);
            }
        }
        for (int frame = 0; frame < frames; frame++) {
            keepOne(frame, all, owners);
            for (int channel = 0; channel < speech.length; channel++) {
                if (speech[channel][frame]) {
                    report.judged(channel, all[channel][frame], owners[channel][frame]);
                }
            }
        }
        return all;
    }

    private float[] around(int channel, int frames) {
        return sound.padded(channel, heard - Crosstalk.BEHIND, heard + frames * (long) FRAME + Crosstalk.AHEAD);
    }

    /** A channel that does not hear the speech, such as one with mains hum, cannot keep it for another one. */
    private static void merge(
            Pair pair, Crosstalk.Verdict[][] found, boolean[][] near, Crosstalk.Verdict[][] all, int[][] owners) {
        for (int side = 0; side < 2; side++) {
            int channel = side == 0 ? pair.one() : pair.other();
            int source = side == 0 ? pair.other() : pair.one();
            for (int frame = 0; frame < found[side].length; frame++) {
                Crosstalk.Verdict verdict = found[side][frame];
                if (verdict.compareTo(Crosstalk.Verdict.SHARED) > 0 && !near[source][frame]) {
                    verdict = found[1 - side][frame]; // shared, if nobody knows whose sound it is
                }
                if (verdict.compareTo(all[channel][frame]) > 0) {
                    all[channel][frame] = verdict;
                    owners[channel][frame] = verdict == Crosstalk.Verdict.SHARED ? channel : source;
                }
            }
        }
    }

    /** Of three channels or more, each may leave a frame to the next one: then the first of them keeps it. */
    private static void keepOne(int frame, Crosstalk.Verdict[][] all, int[][] owners) {
        for (int channel = 0; channel < all.length; channel++) {
            int owner = channel;
            for (int step = 0; step < all.length && owners[owner][frame] != owner; step++) {
                owner = owners[owner][frame];
            }
            if (owners[owner][frame] != owner) {
                owners[owner][frame] = owner;
                all[owner][frame] = Crosstalk.Verdict.SHARED;
            }
        }
    }

    /** Returns whether another channel than {@code voice} speaks in the pause. */
    private boolean isAnswered(Voice voice, SampleRange pause) {
        return pause.length() >= LEAST_PAUSE
                && voices.stream().anyMatch(other -> other != voice && other.speechIn(pause) >= LEAST_ANSWER);
    }

    @Override
    public long samplesRead() {
        return sound.length();
    }

    /** Returns the number of samples of each channel in memory. */
    long samplesHeld() {
        return sound.held();
    }

    @Override
    public Backdrop backdrop() {
        Backdrop backdrop = sound.backdrop();
        voices.stream()
                .map(Voice::deafFrom)
                .flatMapToLong(OptionalLong::stream)
                .min()
                .ifPresent(backdrop::unheardFrom);
        return backdrop;
    }

    @Override
    public List<String> channelRemarks() {
        return report.remarks();
    }
}
