package qasr.transcript;

import java.time.Duration;
import java.util.List;

/**
 * The result for one recording.
 *
 * @param source what the user called it
 * @param duration how long the recording is
 * @param format how it was encoded
 * @param engine what made this transcript
 * @param utterances in the order of their start, disjoint
 * @param timing how long making it took
 * @param warnings what was wrong with the recording, one sentence each
 */
public record Transcript(
        String source,
        Duration duration,
        SourceFormat format,
        Engine engine,
        List<Utterance> utterances,
        Timing timing,
        List<String> warnings) {
    public Transcript {
        utterances = List.copyOf(utterances);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether words were heard anywhere. */
    public boolean hasWords() {
        return utterances.stream().anyMatch(Utterance::hasWords);
    }

    /**
     * How the recording was encoded.
     *
     * @param codec FFmpeg's name, such as "aac"
     * @param sampleRate samples per second
     */
    public record SourceFormat(String codec, int sampleRate, int channels) {}

    /**
     * Which program and model made the transcript.
     *
     * @param version of this program
     * @param model its directory's name
     * @param device what it ran on, such as "cpu"
     * @param precision of the weights as computed with, such as "fp32"
     */
    public record Engine(String version, String model, String device, String precision) {}

    /**
     * How long it took.
     *
     * @param load to open the model, which several transcripts may share
     * @param decode from the first sample to the last word
     */
    public record Timing(Duration load, Duration decode) {}
}
