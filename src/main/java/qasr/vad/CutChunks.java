package qasr.vad;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * The chunks of a recording at the cuts of a file, in order of their start; they may overlap. A cut that is too long is
 * split at its quietest points, a cut beyond the end of the recording ends there or is left out: {@link #remarks} names
 * the lines. The recording is read to its end.
 *
 * <p>If the recording is split, a cut with the number of a channel, or whose speaker has the name of one, is one of that
 * channel; any other cut is one of each channel.
 */
public final class CutChunks implements ChunkSource {
    /** 25 ms, the window of the spectrogram: the model cannot hear anything shorter. */
    public static final int MIN_SAMPLES = 400;

    private static final long STEP = SpeechDetector.FRAME_SAMPLES * 1000L;

    /** Other programs round the end of a recording, some of them to frames of 100 ms. */
    private static final long ROUNDING = Waveform.SAMPLE_RATE / 10;

    private final Sound sound;
    private final PriorityQueue<Piece> waiting;
    private final long maxSamples;
    private final String file;
    private final long start;
    private final List<Cut> split = new ArrayList<>();
    private final List<Cut> shortened = new ArrayList<>();
    private final List<Cut> beyond = new ArrayList<>();

    /** The rest of a cut; {@code order} keeps the order of cuts that start together. */
    private record Piece(Cut cut, SampleRange rest, int order, int channel) {
        Piece at(SampleRange other) {
            return new Piece(cut, other, order, channel);
        }
    }

    /**
     * Creates a source that reads {@code stream}, which the caller closes.
     *
     * @param cuts in any order
     * @param options the maximum length of a chunk
     * @param file the name of the cuts' file, for {@link #remarks}
     * @param start the position of the first sample of {@code stream} in the recording, for {@link #remarks}
     */
    public CutChunks(AudioStream stream, List<Cut> cuts, ChunkOptions options, String file, long start) {
        this.sound = new Sound(stream);
        this.maxSamples = options.maxChunkSamples();
        this.file = file;
        this.start = start;
        this.waiting = new PriorityQueue<>(
                Comparator.comparingLong((Piece piece) -> piece.rest().start()).thenComparingInt(Piece::order));
        for (Cut cut : cuts) {
            int own = own(cut);
            for (int channel = 0; channel < sound.channels(); channel++) {
                if (own < 0 || channel == own) {
                    waiting.add(new Piece(cut, cut.range(), waiting.size(), channel));
                }
            }
        }
    }

    /** Returns the index of the channel that {@code cut} is about, or -1 if it is about all. */
    private int own(Cut cut) {
        int own = -1;
        for (int channel = sound.channels() - 1; channel >= 0 && sound.channels() > 1; channel--) {
            if (cut.channel().equals(String.valueOf(channel + 1))) {
                return channel;
            }
            own = cut.speaker().equals(Channels.name(channel + 1, sound.channels())) ? channel : own;
        }
        return own;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        while (!waiting.isEmpty()) {
            Piece piece = waiting.poll();
            SampleRange rest = piece.rest();
            read(rest);
            SampleRange there = sound.ended() ? within(rest, sound.length()) : rest;
            if (there.length() < MIN_SAMPLES) {
                note(rest.equals(piece.cut().range()) ? beyond : shortened, piece.cut());
                continue;
            }
            if (rest.end() - there.end() > ROUNDING) {
                note(shortened, piece.cut());
            }
            SampleRange first = there.length() <= maxSamples ? there : part(piece.channel(), there);
            if (first.end() < there.end()) {
                note(split, piece.cut());
                waiting.add(piece.at(new SampleRange(first.end(), rest.end())));
            }
            sound.acceptSpeech(piece.channel(), sound.copy(piece.channel(), first.start(), first.end()));
            boolean split = sound.channels() > 1;
            Chunk chunk = new Chunk(
                    first,
                    sound.waveform(piece.channel(), first),
                    List.of(first),
                    piece.cut().speaker(),
                    split ? String.valueOf(piece.channel() + 1) : "");
            return Optional.of(split ? OwnGain.applied(chunk) : chunk);
        }
        while (!sound.ended()) {
            sound.readUpTo(sound.length() + STEP);
            sound.dropBefore(sound.length());
        }
        sound.throwFailure();
        return Optional.empty();
    }

    /**
     * Reads as much of {@code rest} as one chunk may have. It reads in steps, so that the audio before is not kept in
     * memory. If reading fails, the recording ends there; the failure is thrown after the last chunk.
     */
    private void read(SampleRange rest) {
        long wanted = Math.min(rest.end(), rest.start() + maxSamples);
        while (sound.length() < wanted && !sound.ended()) {
            sound.readUpTo(Math.min(wanted, sound.length() + STEP));
            sound.dropBefore(Math.min(rest.start(), sound.length()));
        }
        sound.dropBefore(Math.min(rest.start(), sound.length()));
    }

    private static SampleRange within(SampleRange range, long length) {
        return new SampleRange(Math.min(range.start(), length), Math.min(range.end(), length));
    }

    /** Returns the first part of a range that is too long. A quarter of a chunk, at least, is left for the second. */
    private SampleRange part(int channel, SampleRange range) {
        long half = range.start() + maxSamples / 2;
        long last = Math.min(range.start() + maxSamples, range.end() - maxSamples / 4);
        return new SampleRange(range.start(), half + QuietestPoint.of(sound.copy(channel, half, last), index -> 1));
    }

    private static void note(List<Cut> cuts, Cut cut) {
        if (!cuts.contains(cut)) {
            cuts.add(cut);
        }
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        String end = "the end of the recording at " + seconds(start + sound.length()) + " s";
        remark(remarks, beyond, "starts after " + end + "; it is left out");
        remark(remarks, shortened, "ends after " + end + "; it is shortened");
        remark(remarks, split, "is longer than " + seconds(maxSamples) + " s, the longest chunk; it is split");
        return remarks;
    }

    private void remark(List<String> remarks, List<Cut> cuts, String what) {
        if (!cuts.isEmpty()) {
            Cut first = cuts.get(0);
            remarks.add(file + ":" + first.line() + ": the segment from "
                    + seconds(start + first.range().start()) + " to "
                    + seconds(start + first.range().end()) + " s " + what
                    + (cuts.size() == 1 ? "" : " (and " + (cuts.size() - 1) + " more)"));
        }
    }

    private static String seconds(long samples) {
        return String.format(Locale.ROOT, "%.3f", (double) samples / Waveform.SAMPLE_RATE);
    }

    @Override
    public long samplesRead() {
        return sound.length();
    }

    @Override
    public Backdrop backdrop() {
        return sound.backdrop();
    }

    @Override
    public boolean detectsSpeech() {
        return false;
    }
}
