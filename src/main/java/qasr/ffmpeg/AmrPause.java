package qasr.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Recognises the pauses of AMR. Telephones stop sending while nobody speaks: such a frame holds nothing, or a description of
 * the noise. FFmpeg's decoders make no sound of them and call them corrupt, but nothing is lost: they are silence.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4867">RFC 4867, sections 4.3.2 and 5.3: the frame types</a>
 */
final class AmrPause {
    private static final int TYPE_SHIFT = 3;
    private static final int TYPE_BITS = 0xF;
    private static final int NARROW_NOISE = 8;
    private static final int WIDE_NOISE = 9;
    private static final int NOTHING = 15;
    private static final int FRAMES_A_SECOND = 50;
    /** The bytes of a frame of each type, with its header; 0 for types that are not used. */
    private static final int[] NARROW_BYTES = {13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1};

    private static final int[] WIDE_BYTES = {18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1};

    private AmrPause() {}

    /** Returns whether {@code packet} of a track in the codec begins with a pause. */
    static boolean is(int codec, AVPacket packet) {
        return isAmr(codec) && packet.size() >= 1 && isPause(codec, type(packet, 0));
    }

    /**
     * Returns the bytes of {@code packet} to take at once: its first frame if there is a pause among several frames, as in
     * MP4 and 3GP, or else all.
     */
    static int length(int codec, AVPacket packet) {
        if (!isAmr(codec)) {
            return packet.size();
        }
        int[] bytes = codec == avcodec.AV_CODEC_ID_AMR_NB ? NARROW_BYTES : WIDE_BYTES;
        boolean pauses = false;
        int at = 0;
        while (at < packet.size() && bytes[type(packet, at)] > 0) {
            pauses |= isPause(codec, type(packet, at));
            at += bytes[type(packet, at)];
        }
        return pauses && at == packet.size() ? bytes[type(packet, 0)] : packet.size();
    }

    private static boolean isAmr(int codec) {
        return codec == avcodec.AV_CODEC_ID_AMR_NB || codec == avcodec.AV_CODEC_ID_AMR_WB;
    }

    private static int type(AVPacket packet, int at) {
        return packet.data().get(at) >> TYPE_SHIFT & TYPE_BITS;
    }

    private static boolean isPause(int codec, int type) {
        return type == NOTHING || type == (codec == avcodec.AV_CODEC_ID_AMR_NB ? NARROW_NOISE : WIDE_NOISE);
    }

    /** Returns the length of a frame in units of {@code timeBase}. */
    static long duration(AVRational timeBase) {
        try (AVRational frame = avutil.av_make_q(1, FRAMES_A_SECOND)) {
            return avutil.av_rescale_q(1, frame, timeBase);
        }
    }

    /** Returns the sound of a pause of one frame. */
    static float[] silence(int rate) {
        return new float[rate / FRAMES_A_SECOND];
    }
}
