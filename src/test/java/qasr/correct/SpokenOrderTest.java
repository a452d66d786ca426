package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.output.Format;
import qasr.output.TranscriptWriter;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

final class SpokenOrderTest {
    private static Utterance said(String speaker, int start, int end, String text) {
        return new Utterance(
                new Place(
                        new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end)), Place.Timing.VAD, "", speaker),
                Wording.of("English", text),
                new Confidence(-0.1, -1, List.of()),
                Outcome.of(Utterance.Status.OK),
                List.of());
    }

    private static Transcript call(List<String> names) {
        return new Transcript(
                new Transcript.Source(
                        "a.wav", "", new Transcript.SourceFormat("pcm", 16_000, 2), Duration.ofSeconds(20)),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                List.of(
                        said(
                                names.get(0),
                                0,
                                9000,
                                "So the budget is fixed, and the plan is what we said in May; nobody"
                                        + " has to come back to it before the end of the year."),
                        said(names.get(1), 2500, 2900, "Yes."),
                        said(names.get(1), 5000, 8000, "No, wait, that is not right."),
                        said(names.get(0), 13_000, 15_000, "Let me finish, please.")),
                List.of(),
                List.of());
    }

    private static List<String> corrected(Transcript transcript, String file) {
        CorrectedText text = CorrectedText.parse(file).inOrderOf(transcript).withoutNames(List.of("Ada", "Bob"));
        return new Corrections(transcript, text)
                .merged().transcript().utterances().stream()
                        .map(Utterance::text)
                        .toList();
    }

    /** Each speaker's corrections come back to their own segments, and an unchanged file changes nothing. */
    @Test
    void correctionsFindTheirSpeaker() {
        Transcript call = call(List.of("Ada", "Bob"));
        for (Format format : List.of(Format.SRT, Format.VTT)) {
            String file = TranscriptWriter.write(call, format);
            List<Utterance> unchanged = new Corrections(
                            call, CorrectedText.parse(file).inOrderOf(call).withoutNames(List.of("Ada", "Bob")))
                    .merged()
                    .transcript()
                    .utterances();
            assertEquals(call.utterances(), unchanged, format.name());
            assertEquals(
                    List.of(
                            "So the purse is fixed, and the plan is what we said in May; nobody has to come back to it"
                                    + " before the end of the year.",
                            "Yeah.",
                            "No, stop, that is not right.",
                            "Let me end, please."),
                    corrected(
                            call,
                            file.replace("budget", "purse")
                                    .replace("Yes", "Yeah")
                                    .replace("wait", "stop")
                                    .replace("finish", "end")),
                    format + "\n" + file);
        }
    }

    @Test
    void dashesAreNoText() {
        Transcript call = call(List.of("", ""));
        String file = "1\n00:00:02,400 --> 00:00:04,700\n- and the plan is what they said\n- Yes.\n";
        assertEquals("Yes.", corrected(call, file).get(1));
    }
}
