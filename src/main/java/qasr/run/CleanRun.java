package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.hub.ByteCount;
import qasr.job.CleanJob;
import qasr.resume.Leftover;
import qasr.resume.Leftovers;

/** Removes what {@link Leftovers} finds. Files that another run is using stay. */
public final class CleanRun {
    private final Session session;
    private final CleanJob job;
    private int places;
    private long bytes;
    private ExitStatus status = ExitStatus.DONE;

    public CleanRun(Session session, CleanJob job) {
        this.session = session;
        this.job = job;
    }

    public ExitStatus run() throws CommandException {
        List<Leftover> found = find();
        try {
            if (isFree(found)) {
                found.forEach(this::remove);
                tellSum();
            }
        } finally {
            found.forEach(this::close);
        }
        return status;
    }

    private List<Leftover> find() throws CommandException {
        Leftovers leftovers = new Leftovers(session.environment());
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        Path place = Path.of("");
        try {
            if (!job.keepCaches() && job.folders().isEmpty()) {
                place = Path.of("caches");
                leftovers.addLibraries();
                leftovers.addWeights();
            }
            for (Path model : job.models()) {
                place = locator.named(model);
                requireFolder("--model", place);
                leftovers.addWeights(place);
            }
            for (Path folder : job.folders()) {
                place = folder;
                requireFolder("FOLDER", folder);
                leftovers.addTraces(folder, job.recursive());
            }
        } catch (IOException e) {
            throw new CommandException(
                    new Failure(place.toString(), "cannot be read: " + Failure.reason(e), ExitStatus.OUTPUT), e);
        }
        return leftovers.found();
    }

    private static void requireFolder(String option, Path folder) throws CommandException {
        if (!Files.isDirectory(folder)) {
            throw Usage.error(option, "'" + folder + "' is not a directory");
        }
    }

    private boolean isFree(List<Leftover> found) {
        for (Leftover leftover : found) {
            try {
                if (!leftover.claim()) {
                    fail(leftover, "is in use by another run; nothing was removed; try again when that run has ended");
                }
            } catch (IOException e) {
                fail(leftover, "cannot be locked, nothing was removed: " + Failure.reason(e));
            }
        }
        return status == ExitStatus.DONE;
    }

    private void remove(Leftover leftover) {
        try {
            long size = leftover.bytes();
            if (!job.dryRun()) {
                leftover.remove();
            }
            places++;
            bytes += size;
            session.console().result(leftover.kind() + "\t" + ByteCount.of(size) + "\t" + leftover.path() + "\n");
        } catch (IOException e) {
            fail(leftover, "cannot be removed: " + Failure.reason(e));
        }
    }

    private void tellSum() {
        String done = job.dryRun() ? "would remove " : "removed ";
        session.console()
                .note(
                        places == 0
                                ? "nothing to remove"
                                : done + ByteCount.of(bytes) + " in " + places + (places == 1 ? " place" : " places"));
        if (job.folders().isEmpty()) {
            session.console()
                    .note(
                            "journals are kept beside results; to remove them too, name their folders: qasr clean FOLDER");
        }
    }

    private void fail(Leftover leftover, String reason) {
        status = ExitStatus.OUTPUT;
        session.console().error(new Failure(leftover.path().toString(), reason, status));
    }

    private void close(Leftover leftover) {
        try {
            leftover.close();
        } catch (IOException e) {
            session.console().detail(leftover.path() + ": " + Failure.reason(e));
        }
    }
}
