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
 * @param channel the number of its audio channel, from "1", or "" for a mix of all channels
 */
public record Chunk(SampleRange range, Waveform waveform, List<SampleRange> speech, String speaker, String channel) {
    /**
     * The position of a chunk, without its audio.
     *
     * @param heard from the start of the first to the end of the last speech in the chunk
     * @param speaker who speaks in it, or "" if unknown
     * @param channel the number of its audio channel, from "1", or "" for a mix of all channels
     */
    public record Place(SampleRange range, SampleRange heard, String speaker, String channel) {
        /** Creates a position in a mix of all channels. */
        public Place(SampleRange range, SampleRange heard, String speaker) {
            this(range, heard, speaker, "");
        }

        /** Creates the position of a chunk of an unknown speaker. */
        public Place(SampleRange range, SampleRange heard) {
            this(range, heard, "");
        }

        /** Returns this place moved by {@code samples}. */
        public Place shifted(long samples) {
            return new Place(range.shifted(samples), heard.shifted(samples), speaker, channel);
        }

        /** Returns another part of the same voice. */
        public Place at(SampleRange part, SampleRange heardPart) {
            return new Place(part, heardPart, speaker, channel);
        }
    }

    /** Creates a chunk of a mix of all channels. */
    public Chunk(SampleRange range, Waveform waveform, List<SampleRange> speech, String speaker) {
        this(range, waveform, speech, speaker, "");
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
        return new Place(range, heard(), speaker, channel);
    }

    /** Returns a copy with other samples, equally many, and other speech in them. */
    public Chunk with(Waveform samples, List<SampleRange> heard) {
        return new Chunk(range, samples, heard, speaker, channel);
    }

    /** Returns a copy moved by {@code samples}. */
    public Chunk shifted(long samples) {
        List<SampleRange> moved =
                speech.stream().map(part -> part.shifted(samples)).toList();
        return new Chunk(range.shifted(samples), waveform, moved, speaker, channel);
    }

    /** Returns a copy of {@code who} on the audio channel {@code number}. */
    public Chunk of(String who, String number) {
        return new Chunk(range, waveform, speech, who, number);
    }

    /** Returns the range from the first to the last speech, without the silence that a chunk keeps at both ends. */
    public SampleRange heard() {
        return speech.isEmpty()
                ? range
                : new SampleRange(
                        speech.get(0).start(), speech.get(speech.size() - 1).end());
    }
}
