package qasr.cli;

import java.util.List;
import java.util.OptionalInt;

/** What {@code detect-lang} was asked to do, all of it checked. */
record DetectLangJob(
        List<Input> inputs,
        OptionalInt audioTrack,
        List<LanguageFormat> formats,
        Destination destination,
        ModelRequest model,
        LanguageQuestion question,
        Cutting cutting) {
    DetectLangJob {
        inputs = List.copyOf(inputs);
        formats = List.copyOf(formats);
    }
}
