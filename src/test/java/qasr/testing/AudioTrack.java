package qasr.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Sound of a {@link MediaFile}. */
public final class AudioTrack extends MediaTrack {
    private final String codec;
    private final int rate;
    private final float[][] channels;
    private double startSeconds;
    private boolean byDefault;
    private IntPredicate kept = index -> true;
    private IntUnaryOperator delayMillis = index -> 0;
    private int bitsPerSecond;
    private int framesPerPacket = 1;
    private FrameEdit frameEdit = (index, frame) -> frame;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private long packetStart;

    /** Changes the bytes of an encoded frame. */
    @FunctionalInterface
    public interface FrameEdit {
        /** Returns other bytes for frame {@code index}, from 0. */
        byte[] edit(int index, byte[] frame);
    }

    /**
     * Makes a track.
     *
     * @param codec FFmpeg's name of the encoder
     * @param channels equally long signals in [-1, 1)
     */
    public AudioTrack(String codec, int rate, float[]... channels) {
        this.codec = codec;
        this.rate = rate;
        this.channels = channels;
    }

    /** Puts the first sample at {@code seconds} on the container's clock. */
    public AudioTrack startingAt(double seconds) {
        startSeconds = seconds;
        return this;
    }

    /** Sets the size of what is written, 0 for the encoder's own. */
    public AudioTrack bitsPerSecond(int bits) {
        bitsPerSecond = bits;
        return this;
    }

    /** Marks the track as the one to play. */
    public AudioTrack markedDefault() {
        byDefault = true;
        return this;
    }

    /** Leaves packets out of the file, without a change to the others' timestamps. */
    public AudioTrack keeping(IntPredicate packetIndex) {
        kept = packetIndex;
        return this;
    }

    /** Writes later timestamps than are true. */
    public AudioTrack delayed(IntUnaryOperator millisOfPacket) {
        delayMillis = millisOfPacket;
        return this;
    }

    /** Puts {@code count} frames into each packet, after {@code edit}; frames that fill no packet are left out. */
    public AudioTrack packed(int count, FrameEdit edit) {
        framesPerPacket = count;
        frameEdit = edit;
        return this;
    }

    @Override
    String codec() {
        return codec;
    }

    @Override
    void configure(AVCodecContext context) {
        encoder = context;
        context.sample_rate(rate);
        context.sample_fmt(sampleFormat());
        context.time_base(avutil.av_make_q(1, rate));
        avutil.av_channel_layout_default(context.ch_layout(), channels.length);
        if (codec.equals("libopencore_amrnb")) {
            context.bit_rate(12_200);
        }
        if (bitsPerSecond > 0) {
            context.bit_rate(bitsPerSecond);
        }
        if (codec.equals("g723_1")) {
            context.bit_rate(6300);
        }
        if (codec.startsWith("g726")) {
            context.bit_rate(32_000);
        }
        if (codec.equals("pcm_s24le") || codec.equals("flac24")) {
            context.bits_per_raw_sample(24);
        }
    }

    @Override
    void opened() {
        stream.disposition(byDefault ? avformat.AV_DISPOSITION_DEFAULT : 0);
    }

    @Override
    boolean edit(int index, AVPacket packet) {
        long delay = (long) rate * delayMillis.applyAsInt(index) / 1000;
        packet.pts(packet.pts() + delay);
        packet.dts(packet.dts() + delay);
        return kept.test(index) && (framesPerPacket == 1 || pack(index, packet));
    }

    /** Returns whether the packet is full; then it has all its frames. */
    private boolean pack(int index, AVPacket packet) {
        byte[] frame = new byte[packet.size()];
        packet.data().get(frame);
        packetStart = index % framesPerPacket == 0 ? packet.pts() : packetStart;
        frames.writeBytes(frameEdit.edit(index, frame));
        if (index % framesPerPacket < framesPerPacket - 1) {
            return false;
        }
        long duration = packet.duration() * framesPerPacket;
        avcodec.av_packet_unref(packet);
        avcodec.av_new_packet(packet, frames.size());
        packet.data().put(frames.toByteArray());
        packet.pts(packetStart);
        packet.dts(packetStart);
        packet.duration(duration);
        packet.flags(avcodec.AV_PKT_FLAG_KEY);
        packet.stream_index(stream.index());
        frames.reset();
        return true;
    }

    private int sampleFormat() {
        return switch (codec) {
            case "aac", "libmp3lame", "vorbis", "wmav2" -> avutil.AV_SAMPLE_FMT_FLTP;
            case "alac" -> avutil.AV_SAMPLE_FMT_S16P;
            case "pcm_u8" -> avutil.AV_SAMPLE_FMT_U8;
            case "pcm_s24le", "pcm_s32le", "pcm_s32be" -> avutil.AV_SAMPLE_FMT_S32;
            case "pcm_f32le" -> avutil.AV_SAMPLE_FMT_FLT;
            case "pcm_f64le" -> avutil.AV_SAMPLE_FMT_DBL;
            default -> firstOf(encoder);
        };
    }

    /** Returns the sample format that an encoder names first: the one it works in. */
    @SuppressWarnings("deprecation") // its successor fills arrays through pointers to pointers
    private static int firstOf(AVCodecContext encoder) {
        IntPointer formats = encoder.codec().sample_fmts();
        return formats == null ? avutil.AV_SAMPLE_FMT_S16 : formats.get();
    }

    @Override
    void encode(AVPacket packet) throws IOException {
        int step = encoder.frame_size() > 0 ? encoder.frame_size() : 1024;
        boolean whole = (encoder.codec().capabilities() & avcodec.AV_CODEC_CAP_SMALL_LAST_FRAME) == 0
                && encoder.frame_size() > 0;
        AVFrame frame = avutil.av_frame_alloc();
        int length = channels[0].length;
        for (int at = 0; at < length; at += step) {
            frame.nb_samples(whole ? step : Math.min(step, length - at));
            frame.format(encoder.sample_fmt());
            frame.sample_rate(rate);
            avutil.av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
            MediaFile.check(avutil.av_frame_get_buffer(frame, 0), "frame");
            frame.pts(at + Math.round(startSeconds * rate));
            fill(frame, at);
            if (at + step > length && whole) {
                // The encoder pads; the container is told how long the sound really is.
                frame.nb_samples(length - at);
            }
            send(frame, packet);
            avutil.av_frame_unref(frame);
        }
        avutil.av_frame_free(frame);
    }

    private void fill(AVFrame frame, int at) {
        boolean planar = avutil.av_sample_fmt_is_planar(frame.format()) != 0;
        int count = channels.length;
        PointerPointer<Pointer> planes = new PointerPointer<>(frame.extended_data());
        for (int channel = 0; channel < count; channel++) {
            int length = frame.nb_samples() * (planar ? 1 : count) * avutil.av_get_bytes_per_sample(frame.format());
            ByteBuffer plane = new BytePointer(planes.get(Pointer.class, planar ? channel : 0))
                    .capacity(length)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            for (int i = 0; i < frame.nb_samples(); i++) {
                float sample = at + i < channels[channel].length ? channels[channel][at + i] : 0;
                put(plane, planar ? i : i * count + channel, sample, frame.format());
            }
        }
    }

    private static void put(ByteBuffer plane, int index, float sample, int format) {
        switch (avutil.av_get_packed_sample_fmt(format)) {
            case avutil.AV_SAMPLE_FMT_U8 -> plane.put(index, (byte) (Math.round(sample * 128) + 128));
            case avutil.AV_SAMPLE_FMT_S16 ->
                plane.putShort(2 * index, (short) Math.min(32767, Math.round(sample * 0x1p15)));
            case avutil.AV_SAMPLE_FMT_S32 -> plane.putInt(4 * index, (int) Math.round((double) sample * 0x1p31));
            case avutil.AV_SAMPLE_FMT_S64 -> plane.putLong(8 * index, Math.round((double) sample * 0x1p63));
            case avutil.AV_SAMPLE_FMT_FLT -> plane.putFloat(4 * index, sample);
            default -> plane.putDouble(8 * index, sample);
        }
    }
}
