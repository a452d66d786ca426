package qasr.run;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import qasr.engine.Session;
import qasr.job.TranscribeJob;
import qasr.output.ReviewList;

/** The objects that the runs of a watch share: the open model, the report, and the segments to review. */
final class Rounds implements AutoCloseable {
    private final Session session;
    private final ReviewList review = new ReviewList();
    private final Map<String, JsonObject> reported = new LinkedHashMap<>();
    private Optional<Recogniser> recogniser = Optional.empty();

    Rounds(Session session) {
        this.session = session;
    }

    /** Returns the recogniser with the model in {@code directory}, which may be open already. */
    Recogniser recogniser(Path directory, TranscribeJob job) {
        if (recogniser.isEmpty()) {
            recogniser = Optional.of(new Recogniser(session, Optional.of(directory), job.model(), job.plan()));
        }
        return recogniser.get();
    }

    /** Gives the model's memory back until the next recording; returns whether it was open. */
    boolean rest() {
        boolean open = recogniser.filter(Recogniser::isOpen).isPresent();
        recogniser.ifPresent(Recogniser::rest);
        return open;
    }

    ReviewList review() {
        return review;
    }

    Map<String, JsonObject> reported() {
        return reported;
    }

    @Override
    public void close() {
        recogniser.ifPresent(Recogniser::close);
    }
}
