package qasr.ffmpeg;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.RawSound;

/** Detects the container from its first bytes alone, as for a pipe. FFmpeg does not get the file name. */
final class FormatProbe {
    /** FFmpeg's names of formats that list other files or addresses. */
    private static final Set<String> LISTS = Set.of("hls", "dash", "concat", "sdp", "imf", "webm_dash_manifest");

    /** The first characters of such lists, in lower case; FFmpeg recognises some of them only by the file name. */
    private static final Set<String> LIST_STARTS =
            Set.of("#extm3u", "[playlist]", "<asx", "<smil", "ffconcat", "v=0\r\n", "v=0\n", "[reference]");

    /** A long ID3v2 tag (a large cover, say) hides the sound from the probe, which looks at 1 MB. */
    private static final String FORMAT_BEHIND_ID3 = "mp3";

    /**
     * Formats without a header, which FFmpeg recognises by marks that other sound has by chance: the silence of A-law is a frame
     * mark of GSM.
     */
    private static final Set<String> DOUBTFUL = Set.of("gsm", "g722", "g729", "sbc", "msbc", "loas", "adp", "dfpwm");

    private static final int START_BYTES = 16;
    private static final BytePointer NO_NAME = new BytePointer("");

    private FormatProbe() {}

    /**
     * The detected format.
     *
     * @param raw the encoding, if the bytes have no header
     */
    record Found(AVInputFormat format, Optional<RawSound> raw) {}

    /** Returns the container's format; {@code bytes} are at their start again. */
    static Found probe(AVIOContext bytes, AudioInput.Hint hint) throws AudioException {
        if (hint.raw().isPresent()) {
            return new Found(RawFormats.demuxer(hint.raw().get()), hint.raw());
        }
        try (PointerPointer<AVInputFormat> found = new PointerPointer<>(1)) {
            found.put(0, (AVInputFormat) null);
            int score = avformat.av_probe_input_buffer2(bytes, found, NO_NAME, null, 0, 0);
            String start = start(bytes);
            AVInputFormat format = found.get(AVInputFormat.class, 0);
            boolean list = score >= 0 && LISTS.contains(format.name().getString());
            if (list || LIST_STARTS.stream().anyMatch(start.toLowerCase(Locale.ROOT)::startsWith)) {
                throw new AudioException(
                        "is a playlist, not a recording: qasr does not open the files that it lists, so name"
                                + " the recordings themselves");
            }
            Optional<RawSound> named = RawSound.named(hint.extension());
            boolean isSure = score > avformat.AVPROBE_SCORE_EXTENSION
                    && !DOUBTFUL.contains(format.name().getString());
            if (score >= 0 && (named.isEmpty() || isSure)) {
                return new Found(format, Optional.empty());
            }
            if (start.startsWith("ID3")) {
                return new Found(avformat.av_find_input_format(FORMAT_BEHIND_ID3), Optional.empty());
            }
            if (named.isPresent()) {
                return new Found(RawFormats.demuxer(named.get()), named);
            }
            throw RawSound.isNamed(hint.extension()) ? AudioException.withoutHeader() : unknown();
        }
    }

    /** Returns the error for bytes without a known format. */
    static AudioException unknown() {
        return new AudioException("is not a recording: its content has no known audio or video format");
    }

    /** Returns the first bytes, which the probe has read and put back into the buffer, as Latin-1. */
    private static String start(AVIOContext bytes) {
        try (BytePointer start = new BytePointer(START_BYTES)) {
            byte[] read = new byte[Math.max(0, avformat.avio_read(bytes, start, START_BYTES))];
            start.get(read);
            avformat.avio_seek(bytes, 0, 0);
            return new String(read, StandardCharsets.ISO_8859_1);
        }
    }
}
