package qasr.engine;

import java.util.List;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.vad.ChunkSource;

/**
 * The channels of a recording to process, and who speaks on them.
 *
 * @param names the names of the speakers on the first channels of a recording that is split; empty for the names of the
 *     channels
 */
public record ChannelChoice(Channels channels, List<String> names) {
    /** All channels mixed to one. */
    public static final ChannelChoice MIX = new ChannelChoice(Channels.MIX, List.of());

    public ChannelChoice {
        names = List.copyOf(names);
    }

    /** Returns whether each channel is heard on its own. */
    public boolean areSplit() {
        return channels.areSplit();
    }

    /** Closes {@code audio} and throws an exception if it has fewer channels than there are names. */
    void check(AudioStream audio) throws AudioException {
        int count = audio.channels();
        if (count > 1 && names.size() > count) {
            audio.close();
            throw new AudioException(
                    "has " + count + " channels, but there are names for " + names.size() + ": " + names);
        }
    }

    /** Returns {@code chunks} of {@code audio} with the channels and speakers that they are of. */
    ChunkSource voices(ChunkSource chunks, AudioStream audio) {
        return channels.way() == Channels.Way.MIX ? chunks : new VoicedChunks(chunks, this, audio.channels());
    }
}
