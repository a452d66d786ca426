package qasr.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.UserText;
import qasr.correct.Corrections;
import qasr.correct.SegmentEdits;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.output.CorrectionsJson;
import qasr.output.MalformedTranscriptException;
import qasr.transcript.Transcript;

/** Copies the corrections that the page of {@code qasr view} has saved into the result that the page shows. */
public final class EditsRun {
    private final Session session;
    private final Input result;
    private final Path file;
    private final CorrectedTimes times;

    /**
     * Makes a run.
     *
     * @param result the JSON, which is replaced
     * @param file the saved corrections
     * @param times finds the times of corrected words
     */
    public EditsRun(Session session, Input result, Path file, CorrectedTimes times) {
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
        CorrectionsJson saved = read();
        Transcript before = all.stream()
                .filter(each -> saved.transcript().equals(TranscriptSum.of(each)))
                .filter(each -> !new SegmentEdits(each, saved.corrections()).isForeign())
                .findFirst()
                .orElseThrow(() -> failure("belongs to another transcript; " + result.name() + " is unchanged"));
        Corrections.Outcome outcome = new SegmentEdits(before, saved.corrections()).merged();
        Transcript after = times.found(result, before, outcome);
        try {
            if (!outcome.corrected().isEmpty()) {
                new ResultFiles(session, result).replace(before, after, Optional.empty());
            }
        } catch (OutputFailedException e) {
            throw new CommandException(e.failure(), e);
        } catch (IOException e) {
            throw new CommandException(new Failure(result.name(), Failure.reason(e), ExitStatus.INPUT), e);
        }
        session.console()
                .note(result.name() + ": " + outcome.corrected().size() + " of "
                        + outcome.transcript().utterances().size() + " segments corrected from " + file);
        outcome.unfit()
                .forEach(line -> session.console()
                        .error(new Failure(file.toString(), "not used: " + line, ExitStatus.SOME_FAILED)));
        return outcome.unfit().isEmpty() ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    private CorrectionsJson read() throws CommandException {
        try {
            return CorrectionsJson.read(UserText.read(file));
        } catch (CharacterCodingException e) {
            throw failure(Failure.reason(e));
        } catch (MalformedTranscriptException e) {
            throw failure(e.getMessage());
        } catch (IOException e) {
            throw failure("cannot be read: " + Failure.reason(e));
        }
    }

    private CommandException failure(String message) {
        return new CommandException(new Failure(file.toString(), message, ExitStatus.INPUT));
    }
}
