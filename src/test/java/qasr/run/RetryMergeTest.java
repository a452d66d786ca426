package qasr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.testing.RandomTranscripts;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

final class RetryMergeTest {
    private static Utterance said(String channel, int start, int end, String text) {
        return new Utterance(
                new Place(
                        new TimeSpan(Duration.ofSeconds(start), Duration.ofSeconds(end)),
                        Place.Timing.VAD,
                        channel,
                        "S" + channel),
                Wording.of("English", text),
                Confidence.NONE,
                Outcome.of(Utterance.Status.OK));
    }

    @Test
    void partsOfASegmentStandAroundAnAnswerInAnotherChannel() {
        Transcript call = RandomTranscripts.transcript(new Random(1))
                .with(List.of(said("1", 0, 30, "All."), said("2", 5, 8, "Yes."), said("1", 31, 33, "End.")));
        List<Utterance> again =
                List.of(said("1", 0, 9, "One."), said("1", 10, 19, "Two."), said("1", 20, 30, "Three."));
        Transcript merged = RetryMerge.merged(call, Map.of(0, again), List.of());
        assertEquals(
                List.of("One.", "Yes.", "Two.", "Three.", "End."),
                merged.utterances().stream().map(Utterance::text).toList());
    }
}
