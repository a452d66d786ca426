package qasr.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import qasr.audio.Channels;
import qasr.engine.ChannelChoice;
import qasr.transcript.OptionValue;
import qasr.transcript.Transcript;

/** The track and the channels that a result was made of, so that its segments are decoded from the same sound. */
final class ResultChannels {
    private static final String OPTION = "channels";

    private ResultChannels() {}

    /** Returns the audio track if the recording has several. */
    static OptionalInt track(Transcript transcript) {
        Transcript.SourceFormat format = transcript.source().format();
        return format.tracks() > 1 ? OptionalInt.of(format.track()) : OptionalInt.empty();
    }

    /** Returns the channels: those of the run's option or, in a result without it, those of the segments. */
    static ChannelChoice of(Transcript transcript) {
        Optional<OptionValue> option =
                Optional.ofNullable(transcript.making().options().others().get(OPTION));
        if (option.isPresent() && option.get().values().size() == 1) {
            try {
                return choice(Channels.parse(option.get().values().get(0)));
            } catch (IllegalArgumentException e) {
                // the option of another version
            }
        }
        Set<String> channels = transcript.utterances().stream()
                .map(utterance -> utterance.place().channel())
                .filter(channel -> channel.matches("[1-9][0-9]{0,2}"))
                .collect(Collectors.toSet());
        return switch (channels.size()) {
            case 0 -> ChannelChoice.MIX;
            case 1 -> choice(Channels.one(Integer.parseInt(channels.iterator().next())));
            default -> choice(Channels.SPLIT);
        };
    }

    private static ChannelChoice choice(Channels channels) {
        return new ChannelChoice(channels, List.of());
    }
}
