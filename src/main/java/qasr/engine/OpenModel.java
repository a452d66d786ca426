package qasr.engine;

import java.time.Duration;
import java.util.Optional;
import qasr.model.Network;
import qasr.text.LanguageSet;
import qasr.text.Tokenizer;
import qasr.torch.Int8Caution;
import qasr.transcript.Transcript;

/**
 * A loaded model, ready to decode.
 *
 * @param languages the languages that the model supports
 * @param engine the description of the model that transcripts record
 * @param caution a warning about the precision in use, if any
 * @param load how long loading took
 */
public record OpenModel(
        Network network,
        Tokenizer tokenizer,
        LanguageSet languages,
        Transcript.Engine engine,
        Optional<Int8Caution> caution,
        Duration load) {}
