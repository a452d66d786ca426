package qasr.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;

/** Where the segments of a result are in the sound of their recording. */
final class SegmentPlaces {
    private static final int SAMPLES_PER_MILLI = Waveform.SAMPLE_RATE / 1000;

    private SegmentPlaces() {}

    /** Returns whether a segment has words and a time, so that its words can be found in the sound. */
    static boolean isTimed(Utterance utterance) {
        return utterance.hasWords() && !utterance.length().isZero();
    }

    /**
     * Returns the places of the segments that have words and a time, in order, with as much silence around them as their
     * neighbours in the same channel leave.
     */
    static List<Chunk.Place> of(Transcript transcript) {
        List<Chunk.Place> places = new ArrayList<>();
        long pad = (long) ChunkOptions.DEFAULT.chunkPadMillis() * SAMPLES_PER_MILLI;
        long end = transcript.duration().toMillis() * SAMPLES_PER_MILLI;
        List<Utterance> said =
                transcript.utterances().stream().filter(SegmentPlaces::isTimed).toList();
        int[] next = next(said);
        Map<String, Utterance> last = new HashMap<>();
        for (int i = 0; i < said.size(); i++) {
            Utterance utterance = said.get(i);
            SampleRange own = samples(utterance.place().span());
            Utterance previous = last.put(utterance.place().channel(), utterance);
            long before =
                    previous == null ? 0 : samples(previous.place().span()).end();
            long after = next[i] < 0
                    ? Math.max(own.end(), end)
                    : samples(said.get(next[i]).place().span()).start();
            places.add(new Chunk.Place(
                    new SampleRange(
                            own.start() - Math.max(0, Math.min(pad, (own.start() - before) / 2)),
                            own.end() + Math.max(0, Math.min(pad, (after - own.end()) / 2))),
                    own,
                    utterance.place().speaker(),
                    utterance.place().channel()));
        }
        return places;
    }

    /** Returns for each segment the next one in its channel, or -1. */
    private static int[] next(List<Utterance> said) {
        int[] next = new int[said.size()];
        Map<String, Integer> later = new HashMap<>();
        for (int i = said.size() - 1; i >= 0; i--) {
            Integer found = later.put(said.get(i).place().channel(), i);
            next[i] = found == null ? -1 : found;
        }
        return next;
    }

    private static SampleRange samples(TimeSpan span) {
        return new SampleRange(
                span.start().toMillis() * SAMPLES_PER_MILLI, span.end().toMillis() * SAMPLES_PER_MILLI);
    }
}
