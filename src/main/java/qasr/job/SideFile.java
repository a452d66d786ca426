package qasr.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import qasr.batch.Digests;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.OutputFiles;
import qasr.engine.Session;
import qasr.output.NumberedBackup;
import qasr.output.OutputFile;

/**
 * A file that a run writes beside its results, such as a report. An existing file is replaced only if its first bytes say
 * that it is an earlier one of the same kind, or if the user allows it.
 *
 * @param kind what the file holds
 * @param path the file
 */
public record SideFile(Kind kind, Path path) {
    private static final int BEGINNING = 4096;
    private static final Origin ORIGIN = new Origin("", false, false);

    /** The content of such a file. */
    public enum Kind {
        /** The JSON object of {@code --report}. */
        REPORT("report", "\\{\\s*\"schema\":\\s*\"qasr\\.report/", false),
        /** The table of {@code --review}. People add to it, so its sum is recorded. */
        REVIEW("review list", "source\tstart\tend\tsegment\t|\\| recording \\| from \\| to \\| segment \\|", true),
        /** The seconds of each stage, for the benchmark. */
        STAGE_TIMES("list of stage times", "\\{\"stages\":", false),
        /** The time of each operator, for the benchmark. */
        PROFILE("profile", "[^\n]*, [0-9.]+ ms", false);

        private final String words;
        private final Pattern beginning;
        private final boolean recorded;

        Kind(String words, String beginning, boolean recorded) {
            this.words = words;
            this.beginning = Pattern.compile(beginning);
            this.recorded = recorded;
        }
    }

    /**
     * Makes sure that the file can be written, before hours are spent.
     *
     * @param inputs the recordings, which it must not replace
     * @throws CommandException if it cannot or must not be written
     */
    public void check(Session session, Existing existing, List<Input> inputs) throws CommandException {
        if (Files.isDirectory(path)) {
            throw OutputFiles.failure(path, "is a directory", null);
        }
        checkOpen(path, session);
        new InputFiles(inputs).checkNone(path);
        if (!OutputFile.isDirect(path)) {
            OutputPlace.check(path);
        }
        try {
            checkExisting(session, existing);
        } catch (IOException e) {
            throw OutputFiles.failure(path, Failure.reason(e), e);
        }
    }

    /**
     * Makes sure that {@code target} is no name of standard output if the program's caller has closed that.
     *
     * @throws CommandException if it is
     */
    static void checkOpen(Path target, Session session) throws CommandException {
        if (session.environment().outIsClosed() && OutputFile.isStandardOutput(target)) {
            throw OutputFiles.failure(target, "the stream is closed", null);
        }
    }

    /**
     * Writes {@code text} as the whole file.
     *
     * @throws OutputFailedException if it cannot or must not be written; what was there before is still there
     */
    public void write(Session session, Existing existing, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            checkExisting(session, existing);
            if (existing.backup() && OutputFile.replaces(path)) {
                session.console()
                        .note(path + ": kept as " + NumberedBackup.of(path).getFileName());
            }
            Path folder = path.toAbsolutePath().getParent();
            if (kind.recorded && folder != null && !OutputFile.isDirect(path)) {
                Files.createDirectories(folder);
                new OutputWriter(session, folder, existing).record(path, Digests.ofBytes(bytes), ORIGIN);
            }
        } catch (IOException e) {
            throw new OutputFailedException(path.toString(), e);
        }
        if (OutputFile.isStandardOutput(path)) {
            session.console().result(bytes);
        } else {
            session.files().write(path, bytes);
        }
    }

    /** Returns the text of the file of the same kind that an earlier run has written, if there is one. */
    Optional<String> earlier() {
        try {
            return OutputFile.replaces(path) && isOfThisKind()
                    ? Optional.of(Files.readString(path, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is replaced, or the error comes when it is written
        }
    }

    private void checkExisting(Session session, Existing existing) throws IOException {
        if (!OutputFile.replaces(path)
                || existing.backup()
                || existing.onExists() == OnExists.OVERWRITE
                || Files.size(path) == 0) {
            return;
        }
        String remedy = "; name another file, or remove this one first";
        if (!isOfThisKind()) {
            throw new IOException("it exists and is no " + kind.words + " of qasr" + remedy);
        }
        if (kind.recorded) {
            OutputWriter records =
                    new OutputWriter(session, path.toAbsolutePath().getParent(), existing);
            String reason = records.reason(path, ORIGIN).orElse("");
            if (!reason.isEmpty()) {
                throw new IOException(reason + remedy);
            }
        }
    }

    private boolean isOfThisKind() throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            String text = new String(stream.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            return kind.beginning.matcher(text).lookingAt();
        }
    }
}
