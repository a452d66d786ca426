package qasr.engine;

import java.time.Duration;
import java.util.Optional;
import qasr.model.Network;
import qasr.text.LanguageSet;
import qasr.text.Tokenizer;
import qasr.torch.Int8Caution;
import qasr.transcript.Transcript;

/**
 * A model that is ready to listen.
 *
 * @param languages what it can say
 * @param engine what transcripts say about it
 * @param caution what someone should know who relies on its precision
 * @param load how long opening it took
 */
public record OpenModel(
        Network network,
        Tokenizer tokenizer,
        LanguageSet languages,
        Transcript.Engine engine,
        Optional<Int8Caution> caution,
        Duration load) {}
