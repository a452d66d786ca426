package qasr.ffmpeg;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.RawSound;

/** FFmpeg's demuxers for sound without a header, and their options. */
final class RawFormats {
    /** The demuxer for formats without their own demuxer: bytes are read with it and given to the codec. */
    private static final String BYTES = "mulaw";

    private static final String VOX = "vox";
    private static final int VOX_BITS = 4;

    /** Demuxers with an option for the rate, and with one for the channels. */
    private static final Map<String, Boolean> OPTIONS =
            Map.of("g726", false, "g726le", false, "gsm", false, "g722", false, "sbc", false, "g729", false);

    private RawFormats() {}

    /** Returns the demuxer of {@code raw}. */
    static AVInputFormat demuxer(RawSound raw) {
        return avformat.av_find_input_format(raw.format().equals(VOX) ? BYTES : raw.format());
    }

    /** Adds the options of the demuxer of {@code raw} to {@code options}. */
    static void tell(AVDictionary options, RawSound raw) {
        if (raw.format().startsWith("g726")) {
            avutil.av_dict_set(options, "sample_rate", String.valueOf(raw.sampleRate()), 0);
            avutil.av_dict_set(options, "code_size", "4", 0);
        } else if (OPTIONS.getOrDefault(raw.format(), true)) {
            avutil.av_dict_set(options, "sample_rate", String.valueOf(raw.sampleRate()), 0);
            avutil.av_dict_set(options, "ch_layout", raw.channels() + "C", 0);
        }
    }

    /** Corrects the one track of {@code context}, which has just been opened. */
    static void correct(AVFormatContext context, RawSound raw) {
        if (raw.format().equals(VOX) && context.nb_streams() == 1) {
            AVCodecParameters codec = context.streams(0).codecpar();
            codec.codec_id(avcodec.AV_CODEC_ID_ADPCM_IMA_OKI);
            codec.bits_per_coded_sample(VOX_BITS);
            codec.bit_rate((long) VOX_BITS * raw.sampleRate());
        }
    }
}
