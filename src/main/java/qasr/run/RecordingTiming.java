package qasr.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import qasr.align.Hearing;
import qasr.align.WordTimer;
import qasr.audio.Waveform;
import qasr.transcribe.ChunkTiming;
import qasr.transcript.ChunkResult;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/** Times the words of one recording. Each utterance of a chunk gets the sound up to half-way to its neighbours. */
final class RecordingTiming implements ChunkTiming {
    /** The command that installs an aligner. */
    static final String INSTALL = "qasr models pull Qwen/Qwen3-ForcedAligner-0.6B";

    private static final int SAMPLES_PER_MILLI = Waveform.SAMPLE_RATE / 1000;

    private final WordTimer timer;
    private final List<Warning> passages = new ArrayList<>();
    /** The words for each reason, which are said once a recording. */
    private final SortedMap<WordTimer.Reason, String> reasons = new TreeMap<>();

    private final boolean saysMissing;

    /**
     * Creates the timing of one recording.
     *
     * @param saysMissing whether a missing aligner causes a warning
     */
    RecordingTiming(WordTimer timer, boolean saysMissing) {
        this.timer = timer;
        this.saysMissing = saysMissing;
    }

    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public ChunkResult timed(Chunk.Place place, Waveform sound, ChunkResult result) {
        List<Utterance> utterances = result.utterances();
        List<Utterance> timed = new ArrayList<>();
        long first = place.range().start();
        long start = first;
        for (int i = 0; i < utterances.size(); i++) {
            long end = i + 1 == utterances.size()
                    ? place.range().end()
                    : Math.max(start, Math.min(place.range().end(), between(utterances.get(i), utterances.get(i + 1))));
            float[] part =
                    sound.slice((int) (start - first), (int) (end - first)).toArray();
            timed.add(timed(utterances.get(i), part, start));
            start = end;
        }
        return new ChunkResult(timed, result.warnings());
    }

    private static long between(Utterance utterance, Utterance next) {
        return SAMPLES_PER_MILLI * (utterance.end().toMillis() + next.start().toMillis()) / 2;
    }

    private Utterance timed(Utterance utterance, float[] sound, long start) {
        return kept(timer.time(utterance, sound, start), utterance).utterance();
    }

    /** Times one utterance, as {@link WordTimer#time(Utterance, float[], long, Hearing)}, and keeps the warnings. */
    WordTimer.Timed time(Utterance utterance, float[] sound, long start, Hearing hearing) {
        return kept(timer.time(utterance, sound, start, hearing), utterance);
    }

    private WordTimer.Timed kept(WordTimer.Timed timed, Utterance utterance) {
        passages.addAll(timed.warnings());
        timed.reason().ifPresent(reason -> reasons.putIfAbsent(reason, words(reason, utterance)));
        return timed;
    }

    private static String words(WordTimer.Reason reason, Utterance utterance) {
        return switch (reason) {
            case NO_ALIGNER -> "no aligner is installed; to install one once (1.8 GB), run: " + INSTALL;
            case LANGUAGE ->
                utterance.language().isEmpty()
                        ? "the aligner needs to know the language of each segment"
                        : "the aligner does not know " + utterance.language();
            case TOO_LONG -> "some segments are too long for the aligner";
        };
    }

    @Override
    public List<Warning> warnings() {
        List<Warning> all = new ArrayList<>(passages);
        reasons.forEach((reason, words) -> {
            if (saysMissing || reason != WordTimer.Reason.NO_ALIGNER) {
                all.add(Warning.of(Warning.Kind.ESTIMATED_TIMES, "word times are estimated: " + words));
            }
        });
        return all;
    }
}
