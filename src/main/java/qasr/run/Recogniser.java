package qasr.run;

import java.nio.file.Path;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.engine.ModelOpener;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.job.DecodingPlan;
import qasr.transcribe.Transcriber;

/** The model of a run with its transcriber. It can be closed to give its memory back, and is opened again when it is needed. */
final class Recogniser implements AutoCloseable {
    private final Session session;
    private final Optional<Path> directory;
    private final ModelRequest request;
    private DecodingPlan plan;
    private Optional<Transcriber> transcriber = Optional.empty();
    private Optional<OpenModel> model = Optional.empty();

    /**
     * Creates a recogniser that is not open yet.
     *
     * @param directory the model's directory, or empty to look for it
     */
    Recogniser(Session session, Optional<Path> directory, ModelRequest request, DecodingPlan plan) {
        this.session = session;
        this.directory = directory;
        this.request = request;
        this.plan = plan;
    }

    /** Makes the recogniser decode as {@code other} says when it is opened next; a model that is open stays open. */
    void decode(DecodingPlan other) {
        if (!plan.equals(other)) {
            plan = other;
            stop();
        }
    }

    /**
     * Opens the model and prepares it, unless it is open.
     *
     * @throws CommandException if the model cannot be used
     */
    OpenModel open() throws CommandException {
        if (isOpen()) {
            return model.orElseThrow();
        }
        if (model.isEmpty()) {
            model = Optional.of(
                    directory.isPresent()
                            ? new ModelOpener(session).open(directory.get(), request)
                            : new ModelOpener(session).open(request));
        }
        OpenModel opened = model.get();
        transcriber = Optional.of(
                new Transcriber(opened.network(), opened.tokenizer(), plan.prepare(opened, session.console())));
        return opened;
    }

    boolean isOpen() {
        return transcriber.isPresent();
    }

    /** Returns the open transcriber. */
    Transcriber transcriber() {
        return transcriber.orElseThrow();
    }

    /** Gives the model's memory back until the recogniser is opened again. */
    void rest() {
        if (model.isPresent()) {
            close();
            session.engines().closeModel();
        }
    }

    /** Stops the transcriber; the model is closed with the engines. */
    @Override
    public void close() {
        stop();
        model = Optional.empty();
    }

    private void stop() {
        transcriber.ifPresent(Transcriber::close);
        transcriber = Optional.empty();
    }
}
