package qasr.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.Cutting;
import qasr.vad.VadOptions;

/** Where recordings may be cut. The words and defaults are Silero VAD's. */
@HelpHeading("Speech detection")
final class CuttingOptions {
    private static final int MAX_MILLIS = 60_000;

    @Mixin
    private ChunkLengthOptions length;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--no-vad",
            description = {
                "Transcribe everything, even if it does not sound like speech.",
                "The recording is split at quiet places, near --max-chunk. Chunks without any speech are transcribed without context and glossary, because models recite these over noise."
            })
    private boolean noVad;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--vad-threshold",
            paramLabel = "P",
            defaultValue = "0.5",
            description = {
                "Count sound as speech if its probability reaches P, from 0 to 1 (default: 0.5).",
                "A lower P finds faint and noisy speech. P must be above 0 and below 1."
            })
    private double threshold;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--min-speech",
            paramLabel = "MS",
            defaultValue = "250",
            description = "Ignore speech shorter than MS milliseconds (default: 250).")
    private int minSpeechMillis;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--min-silence",
            paramLabel = "MS",
            defaultValue = "100",
            description = "End a stretch of speech after MS milliseconds of silence (default: 100).")
    private int minSilenceMillis;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--speech-pad",
            paramLabel = "MS",
            defaultValue = "30",
            description = "Keep MS milliseconds before and after speech (default: 30).")
    private int speechPadMillis;

    /**
     * Returns what was asked for.
     *
     * @throws CommandException if a number is out of range
     */
    Cutting cutting() throws CommandException {
        if (!(threshold > 0 && threshold < 1)) {
            throw Usage.error("--vad-threshold", "must be above 0 and below 1, not " + threshold);
        }
        Usage.within("--min-speech", minSpeechMillis, 0, MAX_MILLIS, "milliseconds");
        Usage.within("--min-silence", minSilenceMillis, 0, MAX_MILLIS, "milliseconds");
        Usage.within("--speech-pad", speechPadMillis, 0, MAX_MILLIS, "milliseconds");
        VadOptions defaults = VadOptions.withThreshold((float) threshold);
        VadOptions vad = new VadOptions(
                defaults.threshold(), defaults.negThreshold(), minSpeechMillis, minSilenceMillis, speechPadMillis);
        return new Cutting(!noVad, vad, length.maxChunkSamples());
    }
}
