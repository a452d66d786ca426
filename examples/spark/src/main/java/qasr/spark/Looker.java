package qasr.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import qasr.batch.Digests;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.job.TranscribeJob;
import qasr.resume.Fingerprints;

/** Finds out, on an executor and without native code, what is to be done with recordings. */
final class Looker {
    /** After so many recordings in a row whose file system does not answer, each is asked for once only. */
    private static final int PATIENCE = 3;

    /**
     * The row that an earlier run has written about a recording.
     *
     * @param files the names of its files, a line each
     */
    record Earlier(String status, long bytes, long modified, String sha256, String runSum, String files)
            implements Serializable {
        boolean isResult() {
            return status.equals(ResultRow.DONE) || status.equals(ResultRow.INCOMPLETE);
        }
    }

    private final JobSettings settings;
    private final Configuration configuration;
    private final OutputFolder output;
    private final Map<String, RunSum> sums = new HashMap<>();
    private int silent;

    /** The sum of a run's options, or what is wrong with them. */
    private record RunSum(String sum, String error) {}

    Looker(JobSettings settings, Configuration configuration) throws IOException {
        this.settings = settings;
        this.configuration = configuration;
        this.output = new OutputFolder(settings.output(), configuration);
    }

    /**
     * Looks at one recording.
     *
     * @throws IOException if the model cannot be read, or the file system does not answer and would take a result from the table
     */
    Look look(Entry entry, Optional<Earlier> earlier) throws IOException {
        FileStatus status;
        try {
            Path path = new Path(entry.uri());
            status = answer(() -> FileSystem.get(path.toUri(), configuration).getFileStatus(path));
        } catch (FileNotFoundException e) {
            return failed(entry, "no such file");
        } catch (IOException e) {
            if (earlier.filter(Earlier::isResult).isPresent()) {
                throw new IOException(entry.uri() + ": cannot be read: " + e.getMessage(), e); // its row is worth more
            }
            return failed(entry, "cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return failed(entry, "cannot be read: " + e.getMessage());
        }
        if (status.isDirectory()) {
            return failed(entry, "is a directory, not a recording");
        }
        if (status.getLen() == 0) {
            return failed(entry, "is empty (0 bytes): there is no recording in it");
        }
        RunSum sum = sums.get(entry.options());
        if (sum == null) {
            sum = runSum(entry.options());
            sums.put(entry.options(), sum);
        }
        if (!sum.error().isEmpty()) {
            return failed(entry, sum.error());
        }
        double seconds = entry.stated().orElse(status.getLen() / Transcribing.BYTES_PER_SECOND);
        String whole = settings.files() ? Sums.of(sum.sum(), entry.target()) : sum.sum();
        Look look =
                new Look(entry, Look.State.TO_DO, "", status.getLen(), status.getModificationTime(), whole, seconds);
        return earlier.isPresent() && isCurrent(look, earlier.get()) ? look.as(Look.State.CURRENT) : look;
    }

    private FileStatus answer(Persistence.Call<FileStatus> call) throws IOException {
        try {
            FileStatus status = silent < PATIENCE ? Persistence.of(call) : call.make();
            silent = 0;
            return status;
        } catch (IOException e) {
            silent = Persistence.isFinal(e) ? 0 : silent + 1;
            throw e;
        }
    }

    private static Look failed(Entry entry, String error) {
        return new Look(entry, Look.State.FAILED, error, 0, 0, "", 0);
    }

    private boolean isCurrent(Look look, Earlier earlier) throws IOException {
        if (!earlier.isResult() || !earlier.runSum().equals(look.runSum()) || earlier.bytes() != look.bytes()) {
            return false;
        }
        boolean same = earlier.modified() == look.modified() && !settings.reread();
        if (!same && !earlier.sha256().equals(sum(look))) {
            return false;
        }
        for (String file :
                earlier.files().isEmpty() ? new String[0] : earlier.files().split("\n")) {
            if (!output.exists(file)) {
                return false;
            }
        }
        return true;
    }

    private String sum(Look look) throws IOException {
        return Digests.ofFile(new HadoopPath(look.entry().uri(), configuration, () -> {}));
    }

    /** Returns the sum. A model that is missing says nothing about the recordings, so it is no failure of theirs. */
    private RunSum runSum(String options) throws IOException {
        try {
            JobMaker maker = JobMaker.of(settings, options, 1);
            TranscribeJob job = maker.job(java.util.List.of(), java.nio.file.Path.of("."));
            Session session = Engine.session();
            java.nio.file.Path model = new ModelLocator(session.environment(), session.console()).locate(job.model());
            String sum = new Fingerprints(job, model, session).ofRun();
            return new RunSum(settings.files() ? Sums.of(sum, String.valueOf(maker.formats())) : Sums.of(sum), "");
        } catch (CommandException e) {
            if (e.failure().status() == ExitStatus.MODEL) {
                throw new IOException(e.failure().line(), e);
            }
            return new RunSum("", e.failure().line());
        } catch (IOException e) {
            throw new IOException("an executor cannot read the model, or a file that an option names: " + e, e);
        } catch (IllegalArgumentException e) {
            return new RunSum("", "options: " + e.getMessage());
        }
    }
}
