package qasr.run;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.job.TranscribeJob;
import qasr.output.ReviewList;

/** The objects that the runs of a watch share: the open models, the report, and the segments to review. */
final class Rounds implements AutoCloseable {
    private final Session session;
    private final Path model;
    private final ReviewList review = new ReviewList();
    private final Map<String, JsonObject> reported = new LinkedHashMap<>();
    private Optional<Recogniser> recogniser = Optional.empty();
    private Optional<SpeakerModels> speakers = Optional.empty();
    private List<Optional<Path>> speakerFiles = List.of();

    /**
     * Creates them.
     *
     * @param model the model's directory: a model that is installed during the watch is used from the next start on
     */
    Rounds(Session session, Path model) {
        this.session = session;
        this.model = model;
        review.keepAll();
    }

    Path model() {
        return model;
    }

    /** Returns the recogniser for a job, whose glossary may have changed. Its model may be open already. */
    Recogniser recogniser(TranscribeJob job) {
        if (recogniser.isEmpty()) {
            recogniser = Optional.of(new Recogniser(session, Optional.of(model), job.model(), job.plan()));
        }
        recogniser.get().decode(job.plan());
        return recogniser.get();
    }

    /**
     * Returns the speaker models, which may be open already. One that has been installed meanwhile is opened, too.
     *
     * @throws CommandException if one cannot be used
     */
    @SuppressWarnings("MustBeClosedChecker") // closed with this object
    SpeakerModels speakers(Session run, ModelRequest request) throws CommandException {
        List<Optional<Path>> found = SpeakerModels.files(run);
        if (!found.equals(speakerFiles)) {
            closeSpeakers();
        }
        if (speakers.isEmpty()) {
            speakerFiles = found;
            speakers = Optional.of(SpeakerModels.open(run, request));
        }
        return speakers.get();
    }

    /** Gives the models' memory back until the next recording; returns whether the recogniser's was open. */
    boolean rest() {
        boolean open = recogniser.filter(Recogniser::isOpen).isPresent();
        recogniser.ifPresent(Recogniser::rest);
        closeSpeakers();
        return open;
    }

    private void closeSpeakers() {
        speakers.ifPresent(SpeakerModels::close);
        speakers = Optional.empty();
    }

    ReviewList review() {
        return review;
    }

    Map<String, JsonObject> reported() {
        return reported;
    }

    @Override
    public void close() {
        recogniser.ifPresent(Recogniser::close); // first: its reading thread uses the speaker models
        closeSpeakers();
    }
}
