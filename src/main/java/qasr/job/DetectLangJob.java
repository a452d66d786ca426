package qasr.job;

import java.util.List;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.ModelRequest;

/** What {@code detect-lang} was asked to do, all of it checked. */
public record DetectLangJob(
        List<Input> inputs,
        AudioSelection selection,
        List<LanguageFormat> formats,
        Destination destination,
        ModelRequest model,
        LanguageQuestion question,
        Cutting cutting) {
    public DetectLangJob {
        inputs = List.copyOf(inputs);
        formats = List.copyOf(formats);
    }
}
