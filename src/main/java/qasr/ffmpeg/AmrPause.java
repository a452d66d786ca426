package qasr.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

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

    private AmrPause() {}

    /** Returns whether {@code packet} of a track in the codec is a pause. */
    static boolean is(int codec, AVPacket packet) {
        boolean isNarrow = codec == avcodec.AV_CODEC_ID_AMR_NB;
        if ((!isNarrow && codec != avcodec.AV_CODEC_ID_AMR_WB) || packet.size() < 1) {
            return false;
        }
        int type = packet.data().get(0) >> TYPE_SHIFT & TYPE_BITS;
        return type == NOTHING || type == (isNarrow ? NARROW_NOISE : WIDE_NOISE);
    }

    /** Returns the sound of a pause of one frame. */
    static float[] silence(int rate) {
        return new float[rate / FRAMES_A_SECOND];
    }
}
