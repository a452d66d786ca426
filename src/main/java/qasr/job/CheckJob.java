package qasr.job;

import java.util.List;
import java.util.Optional;
import qasr.engine.AudioSelection;
import qasr.engine.ModelRequest;

/**
 * The checked job of {@code check}.
 *
 * @param model the model that transcribes the first words; empty for none
 * @param json whether the result is JSON and not text
 * @param strict whether a problem is a failure
 */
public record CheckJob(
        List<Input> inputs, AudioSelection selection, Optional<ModelRequest> model, boolean json, boolean strict) {
    public CheckJob {
        inputs = List.copyOf(inputs);
    }
}
