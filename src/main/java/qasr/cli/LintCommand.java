package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.InputException;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.job.SubtitleCheck;
import qasr.output.TranscriptJsonReader;
import qasr.run.RecordedGlossary;
import qasr.subtitle.CueCheck;
import qasr.subtitle.SubtitleFile;
import qasr.subtitle.Subtitles;
import qasr.subtitle.Violation;
import qasr.text.LanguageSet;
import qasr.transcript.Transcript;

/** {@code qasr lint}. */
@CommandLine.Command(
        name = "lint",
        description = {
            "Check subtitles, and list the rules that they break.",
            "Each line has the file, the number of the subtitle, its start, the rule and the value. FILE is a subtitle file (srt, vtt or ass) or a JSON result. From a JSON result, qasr makes the subtitles and checks them."
        },
        footer = {"  qasr lint talk.srt", "  qasr lint --strict --subtitle-profile netflix *.vtt"})
@HelpHeading("Output")
final class LintCommand implements Command {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            converter = NameConverter.class,
            description = "A file in srt, vtt, ass or json, or - for standard input.")
    private List<String> files;

    @Option(names = "--strict", description = "Exit with status 8 if any subtitle breaks a rule.")
    private boolean strict;

    @Option(
            names = {"-l", "--language"},
            paramLabel = "LANGUAGE",
            completionCandidates = LanguageNames.class,
            description = {
                "Set the language of srt, vtt and ass files, such as English or en.",
                "By default, the limits of each subtitle depend on its writing system."
            })
    private String language;

    @Mixin
    private SubtitleLimitOptions limits;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Subtitles subtitles = limits.wishes(false).subtitles(List.of());
        String code = code();
        List<Failure> failures = new ArrayList<>();
        int found = 0;
        for (String file : files) {
            Input input = new Input(file);
            try {
                List<Violation> violations = violations(text(session, input), subtitles, code);
                for (Violation violation : violations) {
                    session.console()
                            .result(Console.oneLine(input.name()) + ": " + Console.oneLine(violation.text()) + "\n");
                }
                found += violations.size();
            } catch (InputException e) {
                failures.add(new Failure(input.name(), e.getMessage(), ExitStatus.INPUT));
            } catch (IOException e) {
                failures.add(new Failure(input.name(), Failure.reason(e), ExitStatus.INPUT));
            }
        }
        failures.forEach(session.console()::error);
        if (!failures.isEmpty()) {
            return failures.size() < files.size() ? ExitStatus.SOME_FAILED : ExitStatus.INPUT;
        }
        session.console().note(found == 0 ? "no rule is broken" : "the subtitles break " + SubtitleCheck.count(found));
        return strict && found > 0 ? ExitStatus.COVERAGE : ExitStatus.DONE;
    }

    private String code() throws CommandException {
        if (language == null || language.equalsIgnoreCase("auto")) {
            return "";
        }
        try {
            return LanguageSet.of(List.of()).request(language).code();
        } catch (IllegalArgumentException e) {
            throw Usage.error("--language", e.getMessage());
        }
    }

    private static String text(Session session, Input input) throws IOException {
        input.check();
        byte[] bytes =
                input.isStandardInput() ? session.environment().in().readAllBytes() : Files.readAllBytes(input.path());
        return UserText.decode(bytes);
    }

    private static List<Violation> violations(String text, Subtitles subtitles, String language) throws IOException {
        if (!text.stripLeading().startsWith("{")) {
            if (!SubtitleFile.isOne(text)) {
                throw new IOException("has no subtitles; pass a file in srt, vtt or ass, or a transcript in json");
            }
            return CueCheck.violations(SubtitleFile.read(text, language), subtitles.rules(), List.of());
        }
        List<Violation> all = new ArrayList<>();
        for (Transcript transcript : TranscriptJsonReader.readAll(text)) {
            all.addAll(subtitles.withNames(RecordedGlossary.terms(transcript)).violations(transcript));
        }
        return all;
    }
}
