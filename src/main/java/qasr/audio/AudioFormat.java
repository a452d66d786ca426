package qasr.audio;

import java.util.List;

/**
 * The encoding of a recording, and the audio track that is decoded.
 *
 * @param codec FFmpeg's name of the codec
 * @param sampleRate samples per second
 * @param track the number of the track, 1 for the first
 * @param tracks all audio tracks in order, each in a few words such as "aac, eng"
 */
public record AudioFormat(String codec, int sampleRate, int channels, int track, List<String> tracks) {
    public AudioFormat {
        tracks = List.copyOf(tracks);
    }

    /** Creates the format of a recording with one track. */
    public AudioFormat(String codec, int sampleRate, int channels) {
        this(codec, sampleRate, channels, 1, List.of(codec));
    }

    /** Returns a description such as "aac, 44100 Hz, channels: 2", with the list of tracks if there are several. */
    public String description() {
        String encoding = codec + ", " + sampleRate + " Hz, channels: " + channels;
        if (tracks.size() < 2) {
            return encoding;
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < tracks.size(); i++) {
            all.append(i == 0 ? "" : "; ").append(i + 1).append(": ").append(tracks.get(i));
        }
        return encoding + ", audio track " + track + " of " + tracks.size() + " (" + all + ")";
    }
}
