package qasr.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import qasr.model.ModelException;

/**
 * Finds who speaks when in one recording. It gets the speech of the recording in order, and all of its sound if overlap is
 * looked for; {@link #finish} returns the turns. Keeps up to 15 MB of sound, and a kilobyte for each second of speech.
 */
public final class Diariser {
    private static final double SAMPLE_RATE = 16_000;
    private static final int PIECE_SAMPLES = (int) (SpeechPieces.SECONDS * SAMPLE_RATE);
    private static final int BATCH = 64;
    /** Eight for each of eight threads: less than 9 MB of sound. */
    private static final int WINDOWS_AT_ONCE = 64;
    /** Five windows see each moment; the original uses ten. */
    private static final int WINDOW_STEP = 32_000;

    private static final int MOST_WAITING = SpeakerActivity.WINDOW_SAMPLES + (WINDOWS_AT_ONCE - 1) * WINDOW_STEP;

    /** Speech of 0.75 s or less is too short to found a speaker. */
    private static final double STRONG_SECONDS = 0.75;
    /** A piece with more overlap than this share would draw two speakers together. */
    private static final double MOST_OVERLAP = 0.3;

    private final VoiceEmbedder embedder;
    private final Optional<SpeakerActivity> activity;
    private final List<SpeechPieces.Piece> pieces = new ArrayList<>();
    private final List<float[]> embeddings = new ArrayList<>();
    private final List<float[]> batch = new ArrayList<>();
    private final List<byte[]> windows = new ArrayList<>();
    /** Sound that waits for the network, from the start of the next window. It grows up to {@link #WINDOWS_AT_ONCE} windows. */
    private float[] waiting = new float[SpeakerActivity.WINDOW_SAMPLES];

    private int filled;
    private long heard;

    /**
     * @param activity finds overlap, if it is installed
     */
    public Diariser(VoiceEmbedder embedder, Optional<SpeakerActivity> activity) {
        this.embedder = embedder;
        this.activity = activity;
    }

    /**
     * Takes speech.
     *
     * @param start the position of its first sample in the recording
     * @throws ModelException if the network computes numbers that are not finite
     */
    public void speech(long start, float[] samples) throws ModelException {
        double from = start / SAMPLE_RATE;
        for (SpeechPieces.Piece piece : SpeechPieces.of(from, from + samples.length / SAMPLE_RATE)) {
            int first = (int) Math.max(0, (long) (piece.start() * SAMPLE_RATE) - start);
            int last = (int) Math.min(samples.length, (long) (piece.end() * SAMPLE_RATE) - start);
            if (last - first < VoiceEmbedder.SHORTEST_SAMPLES) {
                continue; // less than 45 ms
            }
            pieces.add(piece);
            batch.add(SpeechPieces.repeated(finite(samples, first, last), PIECE_SAMPLES));
            if (batch.size() == BATCH) {
                embed();
            }
        }
    }

    /** Returns samples [first, last); those of a damaged recording that are not numbers are silence. */
    private static float[] finite(float[] samples, int first, int last) {
        float[] finite = Arrays.copyOfRange(samples, first, last);
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Float.isFinite(finite[i]) ? finite[i] : 0;
        }
        return finite;
    }

    private void embed() throws ModelException {
        embeddings.addAll(Arrays.asList(embedder.embeddings(batch)));
        batch.clear();
    }

    /**
     * Takes the next samples of the recording, all of them in order, to look for overlap.
     *
     * @throws ModelException if the network computes numbers that are not finite
     */
    public void sound(float[] samples, int offset, int length) throws ModelException {
        if (activity.isEmpty()) {
            return;
        }
        heard += length;
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (filled == waiting.length) {
                waiting = Arrays.copyOf(waiting, Math.min(MOST_WAITING, waiting.length + 4 * WINDOW_STEP));
            }
            int part = Math.min(end - at, waiting.length - filled);
            for (int i = 0; i < part; i++) {
                float sample = samples[at + i];
                waiting[filled + i] = Float.isFinite(sample) ? sample : 0;
            }
            filled += part;
            at += part;
            if (filled == MOST_WAITING) {
                look(WINDOWS_AT_ONCE);
            }
        }
    }

    /** Looks at windows of the waiting sound, and keeps the rest of it. */
    private void look(int count) throws ModelException {
        int length = SpeakerActivity.WINDOW_SAMPLES + (count - 1) * WINDOW_STEP;
        float[] sound = Arrays.copyOf(waiting, length);
        activity.orElseThrow().activities(sound, WINDOW_STEP).forEach(each -> windows.add(OverlapTurns.active(each)));
        int used = count * WINDOW_STEP;
        filled = Math.max(0, filled - used);
        System.arraycopy(waiting, Math.min(used, waiting.length - filled), waiting, 0, filled);
    }

    /**
     * Returns who spoke when.
     *
     * @throws ModelException if a network computes numbers that are not finite
     */
    public Diarisation finish(SpeakerCount wanted) throws ModelException {
        if (!batch.isEmpty()) {
            embed();
        }
        Optional<OverlapTurns> overlap = overlap();
        List<double[]> both = overlap.isEmpty() ? List.of() : overlap.get().stretches(2);
        List<VoiceClusters.Voice> voices = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            SpeechPieces.Piece piece = pieces.get(i);
            boolean strong = piece.seconds() > STRONG_SECONDS && shared(piece, both) <= MOST_OVERLAP * piece.seconds();
            voices.add(new VoiceClusters.Voice(piece.start(), piece.end(), strong, embeddings.get(i)));
        }
        VoiceClusters.Speakers speakers = VoiceClusters.of(voices, wanted);
        List<SpeakerTurn> turns = PieceTurns.of(pieces, speakers.labels());
        List<SpeakerTurn> overlapping =
                overlap.isEmpty() ? turns : withinSound(overlap.get().turns(turns, speakers.means().length));
        return new Diarisation(turns, overlapping, speakers.means());
    }

    /** The network may hear someone in the silence behind the end of the recording. */
    private List<SpeakerTurn> withinSound(List<SpeakerTurn> turns) {
        double end = heard / SAMPLE_RATE;
        return turns.stream()
                .filter(turn -> turn.start() < end)
                .map(turn -> new SpeakerTurn(turn.start(), Math.min(turn.end(), end), turn.speaker()))
                .toList();
    }

    private Optional<OverlapTurns> overlap() throws ModelException {
        if (activity.isEmpty() || heard == 0) {
            return Optional.empty();
        }
        int rest = OverlapTurns.windows(heard, WINDOW_STEP) - windows.size();
        if (rest > 0) {
            Arrays.fill(waiting, filled, waiting.length, 0); // the last window is filled with silence
            look(rest);
        }
        return Optional.of(new OverlapTurns(windows, WINDOW_STEP / SAMPLE_RATE));
    }

    /** Returns the seconds of a piece in which others speak, too. */
    private static double shared(SpeechPieces.Piece piece, List<double[]> both) {
        double shared = 0;
        for (double[] stretch : both) {
            shared += Math.max(0, Math.min(piece.end(), stretch[1]) - Math.max(piece.start(), stretch[0]));
        }
        return shared;
    }
}
