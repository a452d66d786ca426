package qasr.run;

import java.nio.file.Path;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.engine.ModelOpener;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.job.TranscribeJob;
import qasr.transcribe.Transcriber;

/** The model of a run with its transcriber. It can be closed to give its memory back, and is opened again when it is needed. */
final class Recogniser implements AutoCloseable {
    private final Session session;
    private final TranscribeJob job;
    private final Path directory;
    private Optional<Transcriber> transcriber = Optional.empty();

    Recogniser(Session session, TranscribeJob job, Path directory) {
        this.session = session;
        this.job = job;
        this.directory = directory;
    }

    /**
     * Opens the model and prepares it.
     *
     * @throws CommandException if the model cannot be used
     */
    OpenModel open() throws CommandException {
        OpenModel model = new ModelOpener(session).open(directory, job.model());
        transcriber = Optional.of(
                new Transcriber(model.network(), model.tokenizer(), job.plan().prepare(model, session.console())));
        return model;
    }

    boolean isOpen() {
        return transcriber.isPresent();
    }

    /** Returns the open transcriber. */
    Transcriber transcriber() {
        return transcriber.orElseThrow();
    }

    @Override
    public void close() {
        if (transcriber.isPresent()) {
            transcriber.get().close();
            transcriber = Optional.empty();
            session.engines().closeModel();
        }
    }
}
