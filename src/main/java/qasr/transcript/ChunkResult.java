package qasr.transcript;

import java.util.List;

/**
 * The result of one chunk of a recording.
 *
 * @param utterances its utterances in order; at least one, which has no words if the chunk has none
 * @param warnings the warnings about them
 */
public record ChunkResult(List<Utterance> utterances, List<Warning> warnings) {
    public ChunkResult {
        utterances = List.copyOf(utterances);
        warnings = List.copyOf(warnings);
    }
}
