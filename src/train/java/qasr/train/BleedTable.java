package qasr.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.torch.SileroDetector;
import qasr.transcript.Warning;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.SpeechDetector;
import qasr.vad.SplitChunks;
import qasr.vad.VadOptions;

/**
 * Measures how {@code --channels split} removes one side's voice from the other channel: {@code BleedTable REPOSITORY} prints, for
 * bleed of each loudness, delay and path, how many seconds of it the speech detector hears in the channels one by one, how many
 * are kept when the channels are compared, and how much of the people's own speech is lost by that.
 */
final class BleedTable {
    private static final List<Integer> LOUDNESS = List.of(-10, -20, -30, -40);
    private static final List<Integer> DELAYS = List.of(0, 20, 50, 100);
    private static final int MILLISECOND = Sound.RATE / 1000;
    private static final int FRAME = Sound.RATE / 100;
    /** Own speech up to this many frames from detected own speech is no bleed: the detector's ends move with the sound. */
    private static final int COLLAR = 10;

    private final TrainingLog log = new TrainingLog();
    private final List<SpeechDetector> detectors = List.of(SileroDetector.open(), SileroDetector.open());
    private final MadeCalls call;
    private final BitSet[] own = new BitSet[2];

    private BleedTable(Path repository) throws IOException {
        call = new MadeCalls(repository);
        for (int side = 0; side < 2; side++) {
            own[side] = heard(call.side(side))[0];
        }
    }

    public static void main(String[] args) throws IOException {
        new BleedTable(Path.of(args[0])).run();
    }

    private void run() throws IOException {
        log.row(
                "A call of %.0f s with %.0f s and %.0f s of speech:",
                call.length() / (double) Sound.RATE, seconds(own[0]), seconds(own[1]));
        log.row("%s", "| path | loudness | delay | bleed heard | kept | own speech lost |");
        log.row("%s", "| --- | --- | --- | --- | --- | --- |");
        for (boolean room : new boolean[] {false, true}) {
            for (int decibels : LOUDNESS) {
                for (int delay : DELAYS) {
                    row(room, decibels, delay);
                }
            }
        }
    }

    private void row(boolean room, int decibels, int delay) throws IOException {
        float[][] sides = new float[2][];
        for (int side = 0; side < 2; side++) {
            sides[side] = call.sideWithBleed(side, room, decibels, delay * MILLISECOND);
        }
        BitSet[] split = heard(sides);
        double bleed = 0;
        double kept = 0;
        double lost = 0;
        for (int side = 0; side < 2; side++) {
            BitSet alone = heard(sides[side])[0];
            bleed += seconds(without(alone, widened(own[side])));
            kept += seconds(without(split[side], widened(own[side])));
            BitSet real = (BitSet) own[side].clone();
            real.and(alone);
            lost += seconds(without(real, split[side]));
        }
        log.row(
                "| %s | %d dB | %d ms | %.1f s | %.1f s | %.1f s |",
                room ? "room" : "flat", decibels, delay, bleed, kept, lost);
    }

    /** Returns the frames with speech in each channel. */
    private BitSet[] heard(float[]... channels) throws IOException {
        BitSet[] heard = new BitSet[channels.length];
        for (int channel = 0; channel < heard.length; channel++) {
            heard[channel] = new BitSet();
        }
        try (AudioStream stream = new Samples(channels)) {
            SplitChunks chunks = new SplitChunks(
                    stream, detectors.subList(0, channels.length), VadOptions.DEFAULT, ChunkOptions.DEFAULT);
            for (Optional<Chunk> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
                int channel = Integer.parseInt(chunk.get().channel()) - 1;
                for (SampleRange range : chunk.get().speech()) {
                    heard[channel].set((int) (range.start() / FRAME), (int) (range.end() / FRAME));
                }
            }
        }
        return heard;
    }

    private static BitSet without(BitSet frames, BitSet others) {
        BitSet rest = (BitSet) frames.clone();
        rest.andNot(others);
        return rest;
    }

    private static BitSet widened(BitSet frames) {
        BitSet wide = new BitSet();
        for (int i = frames.nextSetBit(0); i >= 0; i = frames.nextSetBit(i + 1)) {
            wide.set(Math.max(0, i - COLLAR), i + COLLAR + 1);
        }
        return wide;
    }

    private static double seconds(BitSet frames) {
        return frames.cardinality() * (double) FRAME / Sound.RATE;
    }

    /** Channels in memory. */
    private static final class Samples implements AudioStream {
        private final float[][] channels;
        private int position;

        Samples(float[][] channels) {
            this.channels = channels;
        }

        @Override
        public int channels() {
            return channels.length;
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            return read(new float[][] {buffer}, offset, length);
        }

        @Override
        public int read(float[][] buffers, int offset, int length) {
            int count = Math.min(length, channels[0].length - position);
            if (count <= 0) {
                return -1;
            }
            for (int channel = 0; channel < channels.length; channel++) {
                System.arraycopy(channels[channel], position, buffers[channel], offset, count);
            }
            position += count;
            return count;
        }

        @Override
        public OptionalLong expectedSamples() {
            return OptionalLong.of(channels[0].length);
        }

        @Override
        public AudioFormat format() {
            return new AudioFormat("pcm_f32le", Sound.RATE, channels.length);
        }

        @Override
        public List<Warning> warnings() {
            return List.of();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
