package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.batch.Digests;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.UserText;
import qasr.correct.CorrectedText;
import qasr.correct.Corrections;
import qasr.correct.WordDocument;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.transcript.Transcript;

/** Copies a user's corrections in a text file into the result from which the file was made. */
public final class CorrectRun {
    private final Session session;
    private final Input result;
    private final Path file;
    private final CorrectedTimes times;

    /**
     * Makes a run.
     *
     * @param result the JSON, which is replaced
     * @param file the corrected txt, docx, SRT or WebVTT
     * @param times finds the times of corrected words
     */
    public CorrectRun(Session session, Input result, Path file, CorrectedTimes times) {
        this.session = session;
        this.result = result;
        this.file = file;
        this.times = times;
    }

    /**
     * Copies the corrections into the result.
     *
     * @return {@link ExitStatus#SOME_FAILED} if something did not fit
     * @throws CommandException if one of the files cannot be read, or they do not belong together
     */
    public ExitStatus run() throws CommandException {
        List<Transcript> all = RetryRun.readAll(result);
        byte[] bytes = read();
        Corrections corrections = chosen(all, text(bytes), WordDocument.isOne(bytes));
        Transcript before = corrections.transcript();
        Corrections.Outcome outcome = corrections.merged();
        Transcript after = times.found(result, before, outcome);
        try {
            ResultFiles files = new ResultFiles(session, result);
            if (!outcome.corrected().isEmpty()) {
                files.replace(before, after, Optional.of(file));
            }
            if (outcome.unfit().isEmpty() && outcome.older().isEmpty()) {
                files.taken(file, Digests.ofBytes(bytes), after);
            }
        } catch (OutputFailedException e) {
            throw new CommandException(e.failure(), e);
        } catch (IOException e) {
            throw new CommandException(new Failure(result.name(), Failure.reason(e), ExitStatus.INPUT), e);
        }
        say(outcome);
        return outcome.unfit().isEmpty() ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    /** Returns the corrections of the transcript that the text belongs to: the only one, or the only related one. */
    private Corrections chosen(List<Transcript> all, String text, boolean document) throws CommandException {
        List<String> mismatches = new ArrayList<>();
        List<Corrections> related = new ArrayList<>();
        for (Transcript each : all) {
            Corrections corrections = new Corrections(each, corrected(each, text, document));
            corrections.mismatch().ifPresentOrElse(mismatches::add, () -> related.add(corrections));
        }
        if (related.isEmpty()) {
            String why = all.size() == 1 ? mismatches.get(0) : "belongs to none of the " + all.size() + " transcripts";
            throw failure(why + "; " + result.name() + " is unchanged");
        }
        if (related.size() > 1) {
            throw failure("fits " + related.size() + " of the transcripts in " + result.name()
                    + "; write each transcript into its own file with 'qasr render " + result.name()
                    + " -f json -d DIR', and correct one of these");
        }
        return related.get(0);
    }

    private static CorrectedText corrected(Transcript each, String text, boolean document) {
        return document
                ? CorrectedText.document(text, each)
                : CorrectedText.parse(text)
                        .inOrderOf(each)
                        .withoutNames(each.utterances().stream()
                                .map(utterance -> utterance.place().speaker())
                                .distinct()
                                .toList());
    }

    private void say(Corrections.Outcome outcome) {
        session.console()
                .note(result.name() + ": " + outcome.corrected().size() + " of "
                        + outcome.transcript().utterances().size() + " segments corrected from " + file);
        if (!outcome.older().isEmpty()) {
            session.console()
                    .note(file + ": in segments " + outcome.older()
                            + " the result is newer; these segments are unchanged");
        }
        outcome.unfit()
                .forEach(line -> session.console()
                        .error(new Failure(file.toString(), "not used: " + line, ExitStatus.SOME_FAILED)));
    }

    private byte[] read() throws CommandException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw failure("cannot be read: " + Failure.reason(e));
        }
    }

    private String text(byte[] bytes) throws CommandException {
        try {
            if (WordDocument.isOne(bytes)) {
                return WordDocument.text(bytes);
            }
            String text = UserText.decode(bytes);
            Optional<String> other = OtherFormat.of(file, text);
            if (other.isPresent()) {
                throw failure("is a file of the format " + other.get() + "; --corrected reads txt, docx, srt and vtt; "
                        + result.name() + " is unchanged");
            }
            return text;
        } catch (IOException e) {
            throw failure(Failure.reason(e));
        }
    }

    private CommandException failure(String message) {
        return new CommandException(new Failure(file.toString(), message, ExitStatus.INPUT));
    }
}
