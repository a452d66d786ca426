package qasr.ffmpeg;

import java.util.Arrays;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioException;
import qasr.audio.ChannelMeter;
import qasr.audio.Channels;

/**
 * Takes the channels that are wanted from decoded frames: a mix of all, one, or each.
 *
 * <p>The mix is the mean, as in the reference, unless the channels cancel each other ({@link Cancellation}). Only where
 * the file says that a channel is a film's centre, the speech is there and the music beside it: the centre then weighs
 * 1, the left and right front channels 0.707, the others 0.5, as in ITU-R BS.775, divided by their sum. No channel is
 * left out, not even the one for low tones, since recorders with many microphones write such layouts, too.
 *
 * <p>Sums are in double precision, so mono sound of up to 24 bits is unchanged.
 *
 * <p>The number of channels may change in the middle of a recording. It stays as it was at the beginning for those who
 * read it: a mono part is in each channel; channels that are missing are silent; those that are new are added to the
 * last one.
 *
 * @see <a href="https://github.com/QwenLM/Qwen3-ASR">Qwen3-ASR inference/utils.py</a> (mean of channels, then resample)
 */
final class ChannelMixer {
    private static final double BESIDE_CENTRE = Math.sqrt(0.5);
    private static final double AROUND = 0.5;

    private final Damage damage;
    private final Channels channels;
    private final Cancellation cancellation;
    private final FrameReader reader = new FrameReader();
    private final ChannelMeter meter = new ChannelMeter();
    private OptionalInt count;
    /** The number of channels of the last frame, or of the recording before; of one with the channel if one is wanted. */
    private OptionalInt seen;

    /**
     * Creates a mixer.
     *
     * @param count the number of channels of a recording that this one follows in the same file
     */
    ChannelMixer(Damage damage, Channels channels, OptionalInt count) {
        this.damage = damage;
        this.channels = channels;
        this.count = count;
        seen = count;
        cancellation = new Cancellation(damage);
    }

    /**
     * Returns the samples of the channels that are wanted, in the frame's own rate.
     *
     * @throws AudioException if the recording does not have the one that is wanted
     */
    float[][] take(AVFrame frame) throws AudioException {
        double[][] all = reader.read(frame);
        meter.accept(all, frame.sample_rate());
        boolean first = count.isEmpty();
        if (first) {
            count = OptionalInt.of(channels.areSplit() ? all.length : 1);
        }
        return switch (channels.way()) {
            case MIX -> new float[][] {mix(all, frame)};
            case ONE -> new float[][] {one(all, frame, first)};
            case SPLIT -> each(all);
        };
    }

    /** Returns the measurements of the channels so far. */
    ChannelMeter meter() {
        return meter;
    }

    private float[] one(double[][] all, AVFrame frame, boolean first) throws AudioException {
        if (channels.number() <= all.length) {
            seen = OptionalInt.of(all.length);
            return floats(all[channels.number() - 1]);
        }
        if (first) {
            throw new AudioException(
                    "has " + (all.length == 1 ? "one channel" : all.length + " channels") + ", so there is no "
                            + (channels.number() == 2 ? "right channel" : "channel " + channels.number()));
        }
        noteChange(seen, all.length);
        return mix(all, frame);
    }

    private float[][] each(double[][] all) {
        noteChange(count, all.length);
        int wanted = count.getAsInt();
        double[][] each = new double[wanted][];
        for (int channel = 0; channel < wanted; channel++) {
            each[channel] = all.length == 1 ? all[0] : channel < all.length ? all[channel] : new double[all[0].length];
        }
        if (all.length > wanted) {
            double[][] last = Arrays.copyOfRange(all, wanted - 1, all.length);
            double[] equal = new double[last.length];
            Arrays.fill(equal, 1.0 / last.length);
            float[] added = mixed(last, equal);
            each[wanted - 1] = new double[added.length];
            for (int i = 0; i < added.length; i++) {
                each[wanted - 1][i] = added[i];
            }
        }
        float[][] samples = new float[wanted][];
        Arrays.setAll(samples, channel -> floats(each[channel]));
        return samples;
    }

    private void noteChange(OptionalInt usual, int now) {
        if (seen.orElse(usual.orElse(now)) != now) {
            damage.channelsChanged(usual.getAsInt(), now);
        }
        seen = OptionalInt.of(now);
    }

    private float[] mix(double[][] all, AVFrame frame) {
        double[] weights = weights(frame.ch_layout());
        return cancellation.heard(all, weights, mixed(all, weights), frame.sample_rate());
    }

    /** Returns the weights of the channels in the mix; their sum is 1. */
    private static double[] weights(AVChannelLayout layout) {
        double[] weights = new double[layout.nb_channels()];
        boolean centred = weights.length > 2
                && avutil.av_channel_layout_index_from_channel(layout, avutil.AV_CHAN_FRONT_CENTER) >= 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = !centred
                    ? 1
                    : switch (avutil.av_channel_layout_channel_from_index(layout, i)) {
                        case avutil.AV_CHAN_FRONT_CENTER -> 1;
                        case avutil.AV_CHAN_FRONT_LEFT, avutil.AV_CHAN_FRONT_RIGHT -> BESIDE_CENTRE;
                        default -> AROUND;
                    };
        }
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; centred && i < weights.length; i++) {
            weights[i] /= sum;
        }
        if (!centred) {
            Arrays.fill(weights, 1.0 / weights.length);
        }
        return weights;
    }

    private static float[] mixed(double[][] channels, double[] weights) {
        boolean mean = Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
        float[] mono = new float[channels[0].length];
        for (int i = 0; i < mono.length; i++) {
            double sum = 0;
            for (int channel = 0; channel < channels.length; channel++) {
                sum += mean ? channels[channel][i] : weights[channel] * channels[channel][i];
            }
            mono[i] = (float) (mean ? sum / channels.length : sum);
        }
        return mono;
    }

    private static float[] floats(double[] samples) {
        float[] floats = new float[samples.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) samples[i];
        }
        return floats;
    }
}
