package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import qasr.batch.FileName;
import qasr.console.InputException;
import qasr.job.Input;
import qasr.transcript.Transcript;

/** Finds the recording of a result. */
final class ResultRecording {
    private final Input result;
    private final Transcript.Source source;

    ResultRecording(Input result, Transcript.Source source) {
        this.result = result;
        this.source = source;
    }

    /** Returns the file that the result names, or the file of the same name beside the result. */
    Optional<Path> file() {
        for (String name : new String[] {source.path(), FileName.unshown(source.path())}) {
            Input named = new Input(name);
            if (named.isFile()) {
                return Optional.of(named.path());
            }
            if (!named.isStandardInput() && named.isExpressible()) {
                Path beside = result.path().toAbsolutePath().resolveSibling(FileName.path(named.fileName()));
                if (Files.isRegularFile(beside)) {
                    return Optional.of(beside);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the recording that the result was made from.
     *
     * @param named where the user says that it is
     * @throws InputException if it is not found, or is another one
     */
    Input find(Optional<Path> named) throws IOException {
        Path file = named.or(this::file)
                .orElseThrow(() -> new InputException(
                        "its recording " + source.path() + " was not found; name it with --recording FILE"));
        Input recording = new Input(FileName.of(file));
        recording.check();
        if (!source.sha256().isEmpty() && !recording.sha256().equals(source.sha256())) {
            throw new InputException("the recording " + file + " is not the one that the result was made from");
        }
        return recording;
    }
}
