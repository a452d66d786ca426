package qasr.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;

/** Reads the samples of decoded frames: integers are scaled by 2^(bits-1), so that all are in [-1, 1]. */
final class FrameReader {
    private double[] values = new double[0];

    /** Returns the samples of each channel of {@code frame}, in the frame's own rate. */
    double[][] read(AVFrame frame) {
        int channels = frame.ch_layout().nb_channels();
        int samples = frame.nb_samples();
        boolean planar = avutil.av_sample_fmt_is_planar(frame.format()) != 0;
        int format = avutil.av_get_packed_sample_fmt(frame.format());
        int planes = planar ? channels : 1;
        int perPlane = planar ? samples : samples * channels;
        double[][] each = new double[channels][samples];
        if (values.length < perPlane) {
            values = new double[perPlane];
        }
        PointerPointer<Pointer> data = new PointerPointer<>(frame.extended_data());
        for (int plane = 0; plane < planes; plane++) {
            read(data.get(Pointer.class, plane), format, perPlane);
            if (planar) {
                System.arraycopy(values, 0, each[plane], 0, samples);
            } else {
                for (int i = 0; i < perPlane; i++) {
                    each[i % channels][i / channels] = values[i];
                }
            }
        }
        return each;
    }

    private void read(Pointer plane, int format, int count) {
        switch (format) {
            case avutil.AV_SAMPLE_FMT_U8 -> readUnsignedBytes(new BytePointer(plane), count);
            case avutil.AV_SAMPLE_FMT_S16 -> readShorts(new ShortPointer(plane), count);
            case avutil.AV_SAMPLE_FMT_S32 -> readInts(new IntPointer(plane), count);
            case avutil.AV_SAMPLE_FMT_S64 -> readLongs(new LongPointer(plane), count);
            case avutil.AV_SAMPLE_FMT_FLT -> readFloats(new FloatPointer(plane), count);
            case avutil.AV_SAMPLE_FMT_DBL -> new DoublePointer(plane).get(values, 0, count);
            default -> throw new IllegalStateException("unknown sample format " + format);
        }
    }

    private void readUnsignedBytes(BytePointer plane, int count) {
        byte[] raw = new byte[count];
        plane.get(raw);
        for (int i = 0; i < count; i++) {
            values[i] = (Byte.toUnsignedInt(raw[i]) - 128) * 0x1p-7;
        }
    }

    private void readShorts(ShortPointer plane, int count) {
        short[] raw = new short[count];
        plane.get(raw);
        for (int i = 0; i < count; i++) {
            values[i] = raw[i] * 0x1p-15;
        }
    }

    private void readInts(IntPointer plane, int count) {
        int[] raw = new int[count];
        plane.get(raw);
        for (int i = 0; i < count; i++) {
            values[i] = raw[i] * 0x1p-31;
        }
    }

    private void readLongs(LongPointer plane, int count) {
        long[] raw = new long[count];
        plane.get(raw);
        for (int i = 0; i < count; i++) {
            values[i] = raw[i] * 0x1p-63;
        }
    }

    private void readFloats(FloatPointer plane, int count) {
        float[] raw = new float[count];
        plane.get(raw);
        for (int i = 0; i < count; i++) {
            values[i] = raw[i];
        }
    }
}
