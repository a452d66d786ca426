package qasr.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import qasr.batch.Digests;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.correct.CorrectedText;
import qasr.correct.Corrections;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.transcript.Transcript;

/** Copies a user's corrections in a text file into the result from which the file was made. */
public final class CorrectRun {
    private final Session session;
    private final Input result;
    private final Path file;

    /**
     * Makes a run.
     *
     * @param result the JSON, which is replaced
     * @param file the corrected txt, SRT or WebVTT
     */
    public CorrectRun(Session session, Input result, Path file) {
        this.session = session;
        this.result = result;
        this.file = file;
    }

    /**
     * Copies the corrections into the result.
     *
     * @return {@link ExitStatus#SOME_FAILED} if something did not fit
     * @throws CommandException if one of the files cannot be read, or they do not belong together
     */
    public ExitStatus run() throws CommandException {
        Transcript before = RetryRun.read(result);
        byte[] bytes = read();
        Corrections corrections = new Corrections(before, corrected(before, text(bytes)));
        Optional<String> mismatch = corrections.mismatch();
        if (mismatch.isPresent()) {
            throw failure(mismatch.get() + "; " + result.name() + " is unchanged");
        }
        Corrections.Outcome outcome = corrections.merged();
        try {
            ResultFiles files = new ResultFiles(session, result);
            if (!outcome.corrected().isEmpty()) {
                files.replace(before, outcome.transcript(), Optional.of(file));
            }
            if (outcome.unfit().isEmpty()) {
                files.taken(file, Digests.ofBytes(bytes), outcome.transcript());
            }
        } catch (OutputFailedException e) {
            throw new CommandException(e.failure(), e);
        } catch (IOException e) {
            throw new CommandException(new Failure(result.name(), Failure.reason(e), ExitStatus.INPUT), e);
        }
        say(outcome);
        return outcome.unfit().isEmpty() ? ExitStatus.DONE : ExitStatus.SOME_FAILED;
    }

    private static CorrectedText corrected(Transcript before, String text) {
        return CorrectedText.parse(text)
                .withoutNames(before.utterances().stream()
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
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failure("is not UTF-8 text");
        }
    }

    private CommandException failure(String message) {
        return new CommandException(new Failure(file.toString(), message, ExitStatus.INPUT));
    }
}
