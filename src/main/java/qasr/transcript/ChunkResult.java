package qasr.transcript;

import java.util.List;

/**
 * What came of one chunk of a recording.
 *
 * @param utterances what was heard in it, in order; at least one, without words if none were heard
 * @param warnings what is wrong with them
 */
public record ChunkResult(List<Utterance> utterances, List<Warning> warnings) {
    public ChunkResult {
        utterances = List.copyOf(utterances);
        warnings = List.copyOf(warnings);
    }
}
