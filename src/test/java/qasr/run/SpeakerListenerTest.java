package qasr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.speakers.Attribution;
import qasr.speakers.SpeakerTurn;
import qasr.transcribe.RecordingEvent;
import qasr.transcript.ChunkResult;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

final class SpeakerListenerTest {
    private static final Chunk.Place PLACE = new Chunk.Place(new SampleRange(0, 1), new SampleRange(0, 1));

    private static Utterance utterance(int start) {
        return new Utterance(
                Duration.ofSeconds(start), Duration.ofSeconds(start + 5L), "English", "Yes.", -0.1, -0.1, true);
    }

    private static List<String> speakers(OptionalDouble end, List<String> warnings) throws IOException {
        FoundSpeakers found = new FoundSpeakers(
                new Attribution(List.of(new SpeakerTurn(0, 600, 0)), List.of("S1")), List.of(), List.of("S1"), end);
        List<String> speakers = new ArrayList<>();
        SpeakerListener listener =
                new SpeakerListener(() -> Optional.of(found), Optional.empty(), warnings::add, event -> {
                    if (event instanceof RecordingEvent.Heard heard) {
                        heard.result()
                                .utterances()
                                .forEach(part -> speakers.add(part.place().speaker()));
                    }
                });
        for (int start : new int[] {10, 598, 600, 700}) {
            listener.hear(
                    new RecordingEvent.Heard(PLACE, new ChunkResult(List.of(utterance(start)), List.of()), false));
        }
        return speakers;
    }

    /** The reading for the speakers failed, and the next one got further. */
    @Test
    void speechBehindTheFirstReadingHasNoSpeakerAndOneWarning() throws IOException {
        List<String> warnings = new ArrayList<>();
        assertEquals(List.of("S1", "S1", "", ""), speakers(OptionalDouble.of(600), warnings));
        assertEquals(List.of("its speakers are known only up to 10:00, where it could not be read for them"), warnings);
        warnings.clear();
        assertEquals(List.of("S1", "S1", "S1", "S1"), speakers(OptionalDouble.empty(), warnings));
        assertEquals(List.of(), warnings);
    }
}
