package qasr.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioException;

/** Chooses the audio track to decode and makes FFmpeg skip all others, but for those that may follow it. Covers and subtitles are never audio tracks. */
final class TrackChooser {
    private final AVFormatContext context;

    TrackChooser(AVFormatContext context) {
        this.context = context;
    }

    /**
     * Returns the stream of audio track {@code track} (1 for the first), or without it the first one that the container
     * marks as default and FFmpeg can decode, else the first that FFmpeg can decode.
     */
    AVStream choose(OptionalInt track) throws AudioException {
        List<AVStream> audio = audioStreams();
        if (audio.isEmpty()) {
            throw new AudioException(
                    context.nb_streams() == 0 ? "no audio stream" : "no audio stream (found: " + allStreams() + ")");
        }
        AVStream chosen = track.isPresent() ? numbered(audio, track.getAsInt()) : preferred(audio);
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream other = context.streams(i);
            if (i != chosen.index() && !tellsTheEnd(other, chosen) && !mayFollow(other)) {
                other.discard(avcodec.AVDISCARD_ALL);
            }
        }
        return chosen;
    }

    /**
     * Returns whether {@code other} is a video track whose end must be known, because the declared length may be its
     * length.
     */
    private boolean tellsTheEnd(AVStream other, AVStream chosen) {
        boolean picture = other.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
        String format = context.iformat().name().getString();
        boolean promise = ClockRules.of(format).length() != ClockRules.Length.NO_PROMISE;
        boolean shared = chosen.duration() <= 0 || ClockRules.sharesLength(format);
        return picture && promise && shared && context.duration() > 0;
    }

    private boolean mayFollow(AVStream other) {
        return other.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO
                && NextTrack.mayFollow(context.iformat().name().getString());
    }

    /** Returns the number of {@code chosen} among the audio tracks, 1 for the first. */
    int number(AVStream chosen) {
        int number = 1;
        for (AVStream stream : audioStreams()) {
            if (stream.index() == chosen.index()) {
                return number;
            }
            number++;
        }
        throw new IllegalArgumentException("not an audio track: " + chosen.index());
    }

    /** Returns each audio track in a few words: codec, language, title. */
    List<String> words() {
        return audioStreams().stream().map(TrackChooser::words).toList();
    }

    private static String words(AVStream stream) {
        String codec = avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
        return Stream.of(codec, tag(stream, "language"), tag(stream, "title"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String tag(AVStream stream, String name) {
        AVDictionary tags = stream.metadata();
        AVDictionaryEntry entry = tags == null ? null : avutil.av_dict_get(tags, name, null, 0);
        return entry == null ? "" : entry.value().getString();
    }

    private List<AVStream> audioStreams() {
        List<AVStream> audio = new ArrayList<>();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
                audio.add(stream);
            }
        }
        return audio;
    }

    private static AVStream numbered(List<AVStream> audio, int track) throws AudioException {
        if (track < 1 || track > audio.size()) {
            throw new AudioException("no audio track " + track + ": it has "
                    + (audio.size() == 1 ? "1 audio track" : audio.size() + " audio tracks, 1 to " + audio.size())
                    + " (found: " + describe(audio) + ")");
        }
        AVStream stream = audio.get(track - 1);
        if (Encryption.isOf(stream)) {
            throw Encryption.error();
        }
        if (!decodable(stream)) {
            throw new AudioException("audio track " + track + " cannot be decoded: no decoder for " + describe(stream));
        }
        return stream;
    }

    private static AVStream preferred(List<AVStream> audio) throws AudioException {
        if (audio.stream().allMatch(Encryption::isOf)) {
            throw Encryption.error();
        }
        List<AVStream> decodable =
                audio.stream().filter(TrackChooser::decodable).toList();
        if (decodable.isEmpty()) {
            throw new AudioException("no decoder for its sound (found: " + describe(audio) + ")");
        }
        return decodable.stream()
                .filter(stream -> (stream.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0)
                .findFirst()
                .orElse(decodable.get(0));
    }

    private static boolean decodable(AVStream stream) {
        return !Encryption.isOf(stream)
                && avcodec.avcodec_find_decoder(stream.codecpar().codec_id()) != null;
    }

    private String allStreams() {
        List<AVStream> all = new ArrayList<>();
        for (int i = 0; i < context.nb_streams(); i++) {
            all.add(context.streams(i));
        }
        return describe(all);
    }

    private static String describe(List<AVStream> streams) {
        return streams.stream().map(TrackChooser::describe).collect(Collectors.joining(", "));
    }

    /** Returns kind and codec of a stream as FFmpeg names them: "video/h264". */
    private static String describe(AVStream stream) {
        var kind = avutil.av_get_media_type_string(stream.codecpar().codec_type());
        String codec = avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
        return (kind == null ? "unknown" : kind.getString().toLowerCase(Locale.ROOT)) + "/" + codec;
    }
}
