package qasr.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.align.UnitAligner;
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
 * @param aligner the aligner that the model brings, if its directory has one; it works with the model's network and is
 *     closed with it
 * @param longestChunk the longest chunk of the model's training, in samples, if the model states it
 * @param load how long loading took
 */
public record OpenModel(
        Network network,
        Tokenizer tokenizer,
        LanguageSet languages,
        Transcript.Engine engine,
        Optional<Int8Caution> caution,
        Optional<UnitAligner> aligner,
        OptionalLong longestChunk,
        Duration load) {}
