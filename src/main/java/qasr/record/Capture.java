package qasr.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** An open microphone: 16-bit samples, channels alternating. {@link #stop} may be called from any thread. */
public final class Capture implements AutoCloseable {
    /** The model hears 16 kHz mono; the others are what sound cards offer. */
    private static final List<AudioFormat> FORMATS = List.of(
            format(16_000, 1),
            format(48_000, 1),
            format(44_100, 1),
            format(32_000, 1),
            format(48_000, 2),
            format(44_100, 2),
            format(16_000, 2),
            format(8000, 1));

    private static final int BLOCKS_A_SECOND = 10;
    /** A disk may be busy for some seconds; what does not fit here is lost. */
    private static final int BUFFER_SECONDS = 4;

    private final String device;
    private final TargetDataLine line;
    private final byte[] block;
    private volatile boolean stopped;

    private Capture(String device, TargetDataLine line) {
        this.device = device;
        this.line = line;
        block = new byte
                [Math.round(line.getFormat().getSampleRate())
                        / BLOCKS_A_SECOND
                        * line.getFormat().getFrameSize()];
    }

    private static AudioFormat format(int rate, int channels) {
        return new AudioFormat(rate, Short.SIZE, channels, true, false);
    }

    /** Returns the usual formats, then those that the device itself names, as far as they have 16 bits. */
    private static List<AudioFormat> formats(Mixer mixer) {
        List<AudioFormat> formats = new ArrayList<>(FORMATS);
        for (Line.Info line : mixer.getTargetLineInfo()) {
            if (line instanceof DataLine.Info named) {
                for (AudioFormat format : named.getFormats()) {
                    if (format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)
                            && format.getSampleSizeInBits() == Short.SIZE
                            && format.getSampleRate() > 0
                            && format.getChannels() > 0
                            && !format.isBigEndian()) {
                        formats.add(format);
                    }
                }
            }
        }
        return formats;
    }

    /**
     * Opens a microphone and starts it.
     *
     * @param name its name, or a part that no other device has; empty for the default device
     * @throws MicrophoneException if there is no such device, or it cannot record now
     */
    public static Capture open(Microphones microphones, Optional<String> name) throws MicrophoneException {
        Mixer.Info device = name.isPresent() ? microphones.named(name.get()) : microphones.first();
        Mixer mixer = AudioSystem.getMixer(device);
        String reason = "it offers no format of 16 bits";
        Throwable last = null;
        for (AudioFormat format : formats(mixer)) {
            DataLine.Info wanted = new DataLine.Info(TargetDataLine.class, format);
            if (mixer.isLineSupported(wanted)) {
                try {
                    TargetDataLine line = (TargetDataLine) mixer.getLine(wanted);
                    line.open(format, BUFFER_SECONDS * (int) format.getSampleRate() * format.getFrameSize());
                    line.start();
                    return new Capture(device.getName(), line);
                } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
                    reason = e.getMessage();
                    last = e;
                }
            }
        }
        throw new MicrophoneException(
                "the device '" + device.getName() + "' cannot record (" + reason
                        + "): close the program that uses it, or choose another device",
                last);
    }

    /** Returns the name of the device. */
    public String device() {
        return device;
    }

    /** Returns the samples per second of each channel. */
    public int rate() {
        return Math.round(line.getFormat().getSampleRate());
    }

    /** Returns the number of channels. */
    public int channels() {
        return line.getFormat().getChannels();
    }

    /** Returns the most samples that {@link #read} returns. */
    public int blockSamples() {
        return block.length / Short.BYTES;
    }

    /**
     * Reads up to a tenth of a second, and after {@link #stop} the rest that the device has.
     *
     * @param samples room for {@link #blockSamples}
     * @return the number of samples, a multiple of the channels, or -1 at the end
     */
    public int read(short[] samples) {
        int frame = line.getFormat().getFrameSize();
        int wanted = stopped ? Math.min(block.length, line.available() / frame * frame) : block.length;
        int count = wanted == 0 ? 0 : line.read(block, 0, wanted);
        if (count <= 0) {
            // A device that was unplugged returns nothing, too.
            return -1;
        }
        ByteBuffer.wrap(block, 0, count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples, 0, count / Short.BYTES);
        return count / Short.BYTES;
    }

    /** Ends the recording. A waiting {@link #read} returns. */
    public void stop() {
        stopped = true;
        line.stop();
    }

    /** Returns whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        line.close();
    }
}
