package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Returns the file that the result names, or the file of the same name beside the result. A relative name may mean another
     * recording in today's working directory, so of two files the one with the bytes of the result's recording is taken.
     */
    Optional<Path> file() {
        List<Path> files = files();
        Optional<Path> first = files.stream().findFirst();
        return files.size() < 2
                ? first
                : files.stream().filter(this::isOwn).findFirst().or(() -> first);
    }

    /** Returns whether a file has the bytes that the result was made from; true if the result has no sum of them. */
    boolean isOwn(Path file) {
        try {
            return source.sha256().isEmpty() || source.sha256().equals(new Input(FileName.of(file)).sha256());
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (String name : new String[] {source.path(), FileName.unshown(source.path())}) {
            Input named = new Input(name);
            if (named.isFile()) {
                add(files, named.path());
            }
            if (!named.isStandardInput() && named.isExpressible()) {
                Path beside = result.path().toAbsolutePath().resolveSibling(FileName.path(named.fileName()));
                if (Files.isRegularFile(beside)) {
                    add(files, beside);
                }
            }
        }
        return files;
    }

    private static void add(List<Path> files, Path file) {
        if (files.stream().noneMatch(each -> absolute(each).equals(absolute(file)))) {
            files.add(file);
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
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
