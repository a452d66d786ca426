package qasr.job;

import java.util.List;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.ModelRequest;

/**
 * The checked job of {@code detect-lang}.
 *
 * @param top how many languages to name
 * @param maxAudioSeconds how much speech to judge a file by
 */
public record DetectLangJob(
        List<Input> inputs,
        AudioSelection selection,
        List<LanguageFormat> formats,
        Destination destination,
        ModelRequest model,
        LanguageUnit unit,
        int top,
        double maxAudioSeconds,
        Cutting cutting) {
    public DetectLangJob {
        inputs = List.copyOf(inputs);
        formats = List.copyOf(formats);
    }
}
