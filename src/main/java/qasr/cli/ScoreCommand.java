package qasr.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.engine.Session;
import qasr.run.ScoreReport;
import qasr.score.Normaliser;
import qasr.score.Score;

/** {@code qasr score}. */
@CommandLine.Command(
        name = "score",
        description = {
            "Count the errors of texts, or of the speakers in RTTM files.",
            "WER is the word error rate, CER the character error rate. Case, width (NFKC) and punctuation are ignored. In scripts without blanks, each character is a word."
        },
        footer = {
            "  qasr score --diff reference.txt meeting.txt",
            "  qasr score --json references results",
            "  qasr score --rttm --collar 0.25 reference.rttm meeting.rttm"
        })
final class ScoreCommand implements Command {
    @Option(names = "--json", description = "Write one JSON object with all counts and errors.")
    private boolean json;

    @Option(names = "--diff", description = "Show reference and text side by side where they differ.")
    private boolean diff;

    @Option(names = "--numbers", description = "Compare numbers by value: twenty equals 20.")
    private boolean numbers;

    @Mixin
    private RttmOptions speakers;

    @Parameters(
            paramLabel = "REF HYP",
            arity = "2..*",
            description = "A reference and the text to score, or two folders of .txt files with the same names.")
    private List<Path> files;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (speakers.isWanted()) {
            return speakers.score(session, files, json);
        }
        if (files.size() % 2 != 0) {
            throw Usage.error("score", "needs a text for each reference, not " + files.size() + " files");
        }
        Normaliser normaliser = new Normaliser(numbers);
        ScoreReport report = new ScoreReport();
        List<Failure> failures = new ArrayList<>();
        for (ScoreReport.Names pair : pairs()) {
            try {
                report.add(pair, Score.of(text(pair.reference()), text(pair.hypothesis()), normaliser));
            } catch (CommandException e) {
                failures.add(e.failure());
                session.console().error(e.failure());
            }
        }
        if (report.isEmpty()) {
            return failures.isEmpty() ? ExitStatus.INPUT : failures.get(0).status();
        }
        session.console()
                .result(
                        json
                                ? report.json(numbers)
                                : report.table(diff, session.console().outColors()));
        return failures.isEmpty() ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    private List<ScoreReport.Names> pairs() throws CommandException {
        List<ScoreReport.Names> pairs = new ArrayList<>();
        for (int i = 0; i < files.size(); i += 2) {
            Path reference = files.get(i);
            Path hypothesis = files.get(i + 1);
            if (Files.isDirectory(reference) != Files.isDirectory(hypothesis)) {
                throw Usage.error("score", reference + " and " + hypothesis + " must be both files or both folders");
            }
            if (Files.isDirectory(reference)) {
                for (Path file : textFiles(reference)) {
                    pairs.add(new ScoreReport.Names(
                            file, hypothesis.resolve(reference.relativize(file).toString())));
                }
            } else {
                pairs.add(new ScoreReport.Names(reference, hypothesis));
            }
        }
        return pairs;
    }

    private static List<Path> textFiles(Path folder) throws CommandException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new CommandException(new Failure(folder.toString(), "has no .txt file", ExitStatus.INPUT));
            }
            return found;
        } catch (UncheckedIOException e) {
            throw unreadable(folder, "cannot be read: " + Failure.reason(e.getCause()), e);
        } catch (IOException e) {
            throw unreadable(folder, "cannot be read: " + Failure.reason(e), e);
        }
    }

    static String text(Path file) throws CommandException {
        try {
            return UserText.read(file);
        } catch (CharacterCodingException e) {
            throw unreadable(file, Failure.reason(e), e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + Failure.reason(e), e);
        }
    }

    private static CommandException unreadable(Path file, String message, Exception cause) {
        return new CommandException(new Failure(file.toString(), message, ExitStatus.INPUT), cause);
    }
}
