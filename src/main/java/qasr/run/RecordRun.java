package qasr.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.audio.FileEncoder;
import qasr.console.Clock;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.job.RecordJob;
import qasr.record.Capture;
import qasr.record.MicrophoneException;
import qasr.record.Microphones;
import qasr.record.SoundFile;
import qasr.record.WavEncoder;

/** Runs {@code record}: from the microphone until a signal or the wanted length, into a file or to standard output. */
public final class RecordRun {
    /** A microphone that is connected and switched on is louder: this is above the dither and hiss of sound cards. */
    private static final double HEARS_SOMETHING_DECIBELS = -70;

    private final Session session;
    private final RecordJob job;
    private volatile ExitStatus status = ExitStatus.DONE;

    public RecordRun(Session session, RecordJob job) {
        this.session = session;
        this.job = job;
    }

    /**
     * Prints the names of the devices, one per line.
     *
     * @throws CommandException if there is none
     */
    public static ExitStatus list(Session session) throws CommandException {
        try {
            List<String> names = Microphones.find().names();
            names.forEach(name -> session.console().result(Console.oneLine(name) + "\n"));
            return ExitStatus.DONE;
        } catch (MicrophoneException e) {
            throw failure(e);
        }
    }

    /**
     * Records.
     *
     * @throws CommandException if there is no microphone, or the sound cannot be written; the sound so far is kept
     */
    public ExitStatus run() throws CommandException {
        check();
        try (Capture capture = Capture.open(Microphones.find(), job.device());
                FileEncoder encoder = encoder(capture)) {
            session.console().onSignal(signal -> stop(capture, signal));
            RecordLoop loop = new RecordLoop(session.console(), capture, job.max());
            if (job.file().isPresent()) {
                toFile(job.file().get(), loop, encoder);
            } else {
                toStandardOutput(loop, encoder);
            }
            report(capture, loop);
            return status;
        } catch (MicrophoneException e) {
            throw failure(e);
        } finally {
            session.console().onSignal(signal -> false);
            session.console().endProgress();
        }
    }

    private static CommandException failure(MicrophoneException e) {
        return new CommandException(new Failure("", e.getMessage(), ExitStatus.DEVICE), e);
    }

    /** Reports what can be known before the recording begins. */
    private void check() throws CommandException {
        if (job.file().isPresent()) {
            if (Files.exists(job.file().get()) && !job.overwrite()) {
                throw new CommandException(new Failure(
                        job.file().get().toString(),
                        "exists already; add --overwrite to replace it",
                        ExitStatus.OUTPUT));
            }
        } else if (session.console().outIsTerminal()) {
            throw Usage.error(
                    "--output",
                    "standard output is a terminal; name a file with -o FILE.flac, or use a pipe: qasr record | qasr"
                            + " transcribe -");
        } else if (session.environment().outIsClosed()) {
            throw new CommandException(
                    new Failure("standard output", "cannot be written: the stream is closed", ExitStatus.OUTPUT));
        }
    }

    private FileEncoder encoder(Capture capture) {
        return job.file().filter(RecordJob::isFlac).isPresent()
                ? session.engines().newFlacEncoder(capture.rate(), capture.channels())
                : new WavEncoder(capture.rate(), capture.channels());
    }

    /** Ends the recording at the first signal, after which the program goes on; a second one ends the program. */
    private boolean stop(Capture capture, int signal) {
        if (capture.isStopped()) {
            return false;
        }
        ExitStatus ofSignal = ExitStatus.ofSignal(signal);
        status = ofSignal == ExitStatus.INTERRUPTED ? ExitStatus.DONE : ofSignal;
        capture.stop();
        return true;
    }

    private void toStandardOutput(RecordLoop loop, FileEncoder encoder) throws CommandException {
        Console console = session.console();
        console.result(encoder.header());
        loop.announce();
        try {
            loop.run((samples, count) -> console.result(encoder.encode(samples, count)));
        } catch (IOException e) {
            throw new OutputFailedException("standard output", e);
        }
        console.result(encoder.finish().rest());
    }

    private void toFile(Path target, RecordLoop loop, FileEncoder encoder) throws CommandException {
        Optional<IOException> failure = Optional.empty();
        Optional<Path> part = Optional.empty();
        try (SoundFile file = SoundFile.create(target)) {
            part = Optional.of(file.part());
            file.append(encoder.header());
            loop.announce();
            try {
                loop.run((samples, count) -> file.append(encoder.encode(samples, count)));
            } catch (IOException e) {
                failure = Optional.of(e);
            }
            finish(file, encoder.finish(), failure.isPresent());
        } catch (IOException e) {
            if (e instanceof FileAlreadyExistsException && failure.isEmpty() && part.isPresent()) {
                throw new CommandException(
                        new Failure(
                                target.toString(), "exists already; the sound is in " + part.get(), ExitStatus.OUTPUT),
                        e);
            }
            failure = Optional.of(failure.orElse(e));
            throw failure(
                    target, failure.get(), part.map(kept -> kept(kept, loop)).orElse(""));
        }
        if (failure.isPresent()) {
            throw failure(target, failure.get(), kept(target, loop));
        }
    }

    /** Completes the file. After a failed write there may be no room for the rest in the encoder, a fraction of a second. */
    private void finish(SoundFile file, FileEncoder.Ending ending, boolean failed) throws IOException {
        if (!failed) {
            file.append(ending.rest());
        }
        file.finish(ending.header(), failed, job.overwrite());
    }

    private static String kept(Path where, RecordLoop loop) {
        return "; the sound so far (" + Clock.minutes(loop.length()) + ") is in " + where;
    }

    private static CommandException failure(Path target, IOException e, String kept) {
        return new CommandException(
                new Failure(target.toString(), "cannot be written: " + Failure.reason(e) + kept, ExitStatus.OUTPUT), e);
    }

    private void report(Capture capture, RecordLoop loop) throws CommandException {
        String name = job.file().map(Path::toString).orElse("standard output");
        session.console().endProgress();
        session.console().note(name + ": " + Clock.minutes(loop.length()) + " recorded");
        if (loop.peak() < HEARS_SOMETHING_DECIBELS) {
            session.console()
                    .warn(
                            name,
                            "the microphone gave no sound: check that it is switched on and that this program may use it");
        }
        reportMissing(name, capture.missingSeconds(), "the device or the computer did not keep up");
        reportMissing(name, capture.sleptSeconds(), "the computer slept, or its clock was set forward");
        if (loop.isDeviceLost()) {
            throw new CommandException(new Failure(
                    "", "the device '" + capture.device() + "' stopped; the sound so far is kept", ExitStatus.DEVICE));
        }
    }

    private void reportMissing(String name, double seconds, String why) {
        if (seconds > 0) {
            session.console()
                    .incomplete(name, "about " + Math.round(Math.max(1, seconds)) + " s of sound are missing: " + why);
            status = status == ExitStatus.DONE ? ExitStatus.SOME_FAILED : status;
        }
    }
}
