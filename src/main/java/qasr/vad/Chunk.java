package qasr.vad;

import java.util.List;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * What is sent to the model at once.
 *
 * @param range where it lies in the recording; {@code waveform} has exactly these samples
 * @param speech the speech ranges inside it (in the recording's offsets); the whole range when no detector ran
 */
public record Chunk(SampleRange range, Waveform waveform, List<SampleRange> speech) {
    /**
     * Where a chunk lies, without its sound.
     *
     * @param heard from where to where someone speaks in it
     */
    public record Place(SampleRange range, SampleRange heard) {}

    public Chunk {
        speech = List.copyOf(speech);
        if (waveform.length() != range.length()) {
            throw new IllegalArgumentException(
                    "chunk of " + range.length() + " samples with a waveform of " + waveform.length());
        }
    }

    /** Returns where it lies. */
    public Place place() {
        return new Place(range, heard());
    }

    /** Returns from where to where someone speaks: a chunk keeps some silence around that for the model to hear. */
    public SampleRange heard() {
        return speech.isEmpty()
                ? range
                : new SampleRange(
                        speech.get(0).start(), speech.get(speech.size() - 1).end());
    }
}
