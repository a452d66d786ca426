package qasr.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.DetectLangJob;
import qasr.job.Division;
import qasr.job.Formats;
import qasr.job.LanguageFormat;
import qasr.job.LanguageUnit;
import qasr.run.DetectLangRun;

/** {@code qasr detect-lang}. */
@CommandLine.Command(
        name = "detect-lang",
        description = {
            "Detect the languages spoken in recordings.",
            "The most probable languages are listed with their probabilities."
        },
        footer = {
            "  qasr detect-lang *.wav",
            "  qasr detect-lang --top 1 voicemail.amr",
            "  qasr detect-lang --per segment -f json meeting.m4a"
        })
@HelpHeading("Output")
final class DetectLangCommand implements EngineCommand {
    private static final int MAX_TOP = 1000;

    @Often
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            description =
                    "Write these formats: ${COMPLETION-CANDIDATES} (default: the extension of the -o file, or tsv).")
    private List<LanguageFormat> formats;

    @Often
    @Option(
            names = "--per",
            paramLabel = "UNIT",
            defaultValue = "file",
            description = "Give one answer for each: ${COMPLETION-CANDIDATES} (default: file).")
    private LanguageUnit unit;

    @Often
    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "3",
            description = "Show the N most probable languages (default: 3).")
    private int top;

    @Option(
            names = "--max-audio",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "With --per file, use only the first SECONDS of speech (default: 60).")
    private double maxAudioSeconds;

    @Mixin
    private DestinationOptions destination;

    @Mixin
    private ModelOptions model;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private CuttingOptions cutting;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        return new DetectLangRun(session, job(session)).run();
    }

    private DetectLangJob job(Session session) throws CommandException {
        Division division = inputs.divided(session);
        Destination target = division.of(destination.destination());
        Usage.within("--top", top, 1, MAX_TOP, "");
        Usage.within("--max-audio", maxAudioSeconds, 1, Integer.MAX_VALUE, "second");
        return new DetectLangJob(
                division.own(),
                inputs.selection(),
                Formats.chosen(formats, target, LanguageFormat.values()),
                target,
                model.request(),
                unit,
                top,
                maxAudioSeconds,
                cutting.cutting());
    }
}
