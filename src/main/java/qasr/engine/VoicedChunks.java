package qasr.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.Channels;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.ForwardedChunks;

/** Chunks of chosen channels, with the numbers of the channels and the names of the speakers. */
final class VoicedChunks extends ForwardedChunks {
    private final ChannelChoice choice;
    private final int count;

    /**
     * Creates the chunks.
     *
     * @param count how many channels are heard one by one
     */
    VoicedChunks(ChunkSource chunks, ChannelChoice choice, int count) {
        super(chunks);
        this.choice = choice;
        this.count = count;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        return nextBehind().map(this::voiced);
    }

    private Chunk voiced(Chunk chunk) {
        if (!choice.areSplit()) {
            return chunk.of(chunk.speaker(), String.valueOf(choice.channels().number()));
        }
        for (int i = 0; i < choice.names().size() && count > 1; i++) {
            if (chunk.channel().equals(String.valueOf(i + 1)) && chunk.speaker().equals(Channels.name(i + 1, count))) {
                return chunk.of(choice.names().get(i), chunk.channel());
            }
        }
        return chunk;
    }

    @Override
    public List<String> channelRemarks() {
        List<String> remarks = new ArrayList<>(super.channelRemarks());
        if (choice.areSplit() && count == 1) {
            remarks.add("the recording has one channel: it cannot be split by speaker");
        }
        return remarks;
    }
}
