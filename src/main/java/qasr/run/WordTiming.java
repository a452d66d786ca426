package qasr.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import qasr.align.UnitAligner;
import qasr.align.WordTimer;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.MachineCheck;
import qasr.engine.ModelLocator;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.job.WordWishes;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.transcribe.ChunkTiming;
import qasr.vad.SpeechDetector;

/**
 * The parts that a run needs for the times of words: an aligner, if there is one, and a speech detector. The weights of aligner and
 * recogniser are in memory together only if there is room; otherwise {@link #isLater} says that the aligner has to wait until
 * the recogniser is closed.
 */
final class WordTiming implements AutoCloseable {
    private final Session session;
    private final WordWishes wishes;
    private final ModelRequest request;
    private final float threshold;
    private Optional<Path> waiting = Optional.empty();
    private Optional<UnitAligner> own = Optional.empty();
    private Optional<SpeechDetector> detector = Optional.empty();
    private Optional<WordTimer> timer = Optional.empty();

    /**
     * Creates the timing of a run; nothing is opened yet.
     *
     * @param threshold the lowest probability of speech
     */
    WordTiming(Session session, WordWishes wishes, ModelRequest request, float threshold) {
        this.session = session;
        this.wishes = wishes;
        this.request = request;
        this.threshold = threshold;
    }

    /**
     * Chooses the aligner that was named, or else the model's own, or else an installed one, and opens it if there is room.
     *
     * @param named the directory or the name of an aligner
     * @throws CommandException if the aligner cannot be used
     */
    void choose(Optional<Path> named, Optional<OpenModel> model) throws CommandException {
        Optional<UnitAligner> brought = model.flatMap(OpenModel::aligner);
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        Optional<Path> directory = named.isEmpty() && brought.isPresent() ? Optional.empty() : locator.aligner(named);
        if (directory.isEmpty()) {
            use(brought);
        } else if (model.isEmpty() || session.engines().hasRoomFor(directory.get())) {
            open(directory.get());
        } else {
            session.console()
                    .detail(
                            "not enough memory for the model and the aligner together: word times are computed after all"
                                    + " recordings are transcribed");
            waiting = directory;
        }
    }

    /** Returns whether words can be timed only when the recogniser is closed. */
    boolean isLater() {
        return waiting.isPresent();
    }

    /** Opens the aligner that has waited. */
    void openLater() throws CommandException {
        if (timer.isEmpty()) {
            open(waiting.orElseThrow());
        }
    }

    private void open(Path directory) throws CommandException {
        MachineCheck.run(session);
        try {
            own = Optional.of(session.engines().openAligner(directory, request));
            use(own);
        } catch (ModelException e) {
            throw new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e);
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }

    private void use(Optional<UnitAligner> aligner) throws CommandException {
        try {
            detector = Optional.of(session.engines().newDetector());
        } catch (IOException e) {
            throw new CommandException(new Failure("", Failure.reason(e), ExitStatus.INTERNAL), e);
        }
        if (aligner.isEmpty() && wishes == WordWishes.AS_NEEDED) {
            session.console()
                    .detail("the times of words in subtitles are estimated, since no aligner is installed; to install"
                            + " one once (1.8 GB), run: " + RecordingTiming.INSTALL);
        }
        timer = Optional.of(new WordTimer(aligner, detector.get(), threshold));
    }

    /** Returns what times the words of the next recording; {@link ChunkTiming#NONE} if they are timed later. */
    ChunkTiming recording() {
        return timer.isEmpty() ? ChunkTiming.NONE : opened();
    }

    /** Returns the same where the aligner does not wait any more. */
    RecordingTiming opened() {
        return new RecordingTiming(timer.orElseThrow(), wishes == WordWishes.ALWAYS);
    }

    @Override
    public void close() {
        own.ifPresent(UnitAligner::close);
        detector.ifPresent(SpeechDetector::close);
        own = Optional.empty();
        detector = Optional.empty();
        timer = Optional.empty();
    }
}
