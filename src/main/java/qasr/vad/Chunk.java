package qasr.vad;

import java.util.List;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * A part of the recording that the model transcribes at once.
 *
 * @param range the position in the recording; {@code waveform} has exactly these samples
 * @param speech the speech ranges inside, as offsets in the recording; the whole range if no detector was used
 * @param speaker who speaks in it, or "" if unknown
 */
public record Chunk(SampleRange range, Waveform waveform, List<SampleRange> speech, String speaker) {
    /**
     * The position of a chunk, without its audio.
     *
     * @param heard from the start of the first to the end of the last speech in the chunk
     * @param speaker who speaks in it, or "" if unknown
     */
    public record Place(SampleRange range, SampleRange heard, String speaker) {
        /** Creates the position of a chunk of an unknown speaker. */
        public Place(SampleRange range, SampleRange heard) {
            this(range, heard, "");
        }
    }

    /** Creates a chunk of an unknown speaker. */
    public Chunk(SampleRange range, Waveform waveform, List<SampleRange> speech) {
        this(range, waveform, speech, "");
    }

    public Chunk {
        speech = List.copyOf(speech);
        if (waveform.length() != range.length()) {
            throw new IllegalArgumentException(
                    "chunk of " + range.length() + " samples with a waveform of " + waveform.length());
        }
    }

    /** Returns the position of this chunk. */
    public Place place() {
        return new Place(range, heard(), speaker);
    }

    /** Returns the range from the first to the last speech, without the silence that a chunk keeps at both ends. */
    public SampleRange heard() {
        return speech.isEmpty()
                ? range
                : new SampleRange(
                        speech.get(0).start(), speech.get(speech.size() - 1).end());
    }
}
