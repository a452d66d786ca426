package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.subtitle.CueRules;
import qasr.subtitle.Subtitles;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/** Subtitles in which two people speak at the same time, in all formats. */
final class SharedCueTest {
    private static Utterance said(String channel, String speaker, int start, int end, String text) {
        return new Utterance(
                new Place(
                        new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end)),
                        Place.Timing.VAD,
                        channel,
                        speaker),
                Wording.of("English", text),
                new Confidence(-0.1, -1, List.of()),
                Outcome.of(Utterance.Status.OK),
                List.of());
    }

    private static String written(Format format, boolean highlight, String left, String right) {
        Transcript transcript = new Transcript(
                new Transcript.Source(
                        "a.wav", "", new Transcript.SourceFormat("pcm", 16_000, 2), Duration.ofSeconds(9)),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                List.of(said("1", left, 1000, 4000, "Wait & see."), said("2", right, 2000, 3000, "No, now!")),
                List.of(),
                List.of());
        Layout layout = Layout.of("a.wav").with(new Subtitles(CueRules.DEFAULT, highlight, List.of()));
        String all = TranscriptWriter.write(transcript, format, layout);
        return all.substring(Math.max(0, all.indexOf("Dialogue")));
    }

    @Test
    void eachSpeakerHasALine() {
        assertEquals(
                "1\n00:00:01,000 --> 00:00:04,000\n[<\u2060b>] Wait & see.\n[Bob] No, now!\n\n",
                written(Format.SRT, false, "<b>", "Bob"));
        assertEquals(
                "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v &lt;b&gt;>Wait &amp; see.</v>\n<v Bob>No, now!</v>\n\n",
                written(Format.VTT, false, "<b>", "Bob"));
        assertEquals(
                "Dialogue: 0,0:00:01.00,0:00:04.00,Default,Ada; Bob,0,0,0,,- Wait & see.\\N- No, now!\n",
                written(Format.ASS, false, "Ada", "Bob"));
        assertEquals("[00:01.00]Ada: Wait & see.\n[00:02.00]Bob: No, now!\n", written(Format.LRC, false, "Ada", "Bob"));
    }

    @Test
    void withoutNamesADashTellsThemApart() {
        assertTrue(written(Format.SRT, false, "", "").contains("\n- Wait & see.\n- No, now!\n"));
        assertTrue(written(Format.VTT, false, "", "").contains("\n- Wait &amp; see.\n- No, now!\n"));
        assertEquals("[00:01.00]Wait & see.\n[00:02.00]No, now!\n", written(Format.LRC, false, "", ""));
    }

    @Test
    void wordsOfBothAreHighlighted() {
        String file = written(Format.SRT, true, "Ada", "Bob");
        for (String word : List.of("<u>Wait &</u>", "<u>see.</u>", "<u>No,</u>", "<u>now!</u>")) {
            assertTrue(file.contains(word), file);
        }
    }
}
