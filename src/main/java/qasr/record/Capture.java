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
    /** The computer may be busy for some seconds; what does not fit here is lost. */
    private static final int BUFFER_SECONDS = 4;

    private static final int POLL_MILLIS = 20;
    /** A device that gives nothing for so many polls, a second, is asked whether it is still there. */
    private static final int QUIET_POLLS = 50;

    private final String device;
    private final TargetDataLine line;
    private final byte[] block;
    private final SoundClock clock;
    private long frames;
    private int rest = Integer.MAX_VALUE;
    private volatile boolean stopped;
    private volatile boolean asking;

    private Capture(String device, TargetDataLine line) {
        this.device = device;
        this.line = line;
        block = new byte
                [Math.round(line.getFormat().getSampleRate())
                        / BLOCKS_A_SECOND
                        * line.getFormat().getFrameSize()];
        clock = new SoundClock(rate());
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
     * Reads a tenth of a second, and after {@link #stop} the rest that the device has. This waits for sound, but not in the
     * line: the JDK's own waits up to a second, and a stopped one gives none of the sound that it has.
     *
     * @param samples room for {@link #blockSamples}
     * @return the number of samples, a multiple of the channels, or -1 at the end
     */
    public int read(short[] samples) {
        int frame = line.getFormat().getFrameSize();
        for (int polls = 0; ; polls++) {
            boolean ending = stopped;
            long now = System.nanoTime();
            clock.watch(now, System.currentTimeMillis());
            int available = line.available() / frame * frame;
            if (available < block.length) {
                clock.caughtUp(now, frames + available / frame);
            }
            if (ending) {
                rest = Math.min(rest, available);
                if (rest == 0) {
                    clock.end(now, frames);
                    line.stop();
                    return -1;
                }
            }
            if (available >= block.length || (available > 0 && (ending || polls >= QUIET_POLLS))) {
                int count = line.read(block, 0, Math.min(block.length, Math.min(rest, available)));
                rest -= ending ? Math.max(0, count) : 0;
                return count > 0 ? samples(count, samples) : -1;
            }
            if (polls >= QUIET_POLLS) {
                int count = ask(frame);
                if (count > 0 || !stopped) {
                    return count > 0 ? samples(count, samples) : -1;
                }
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
    }

    /** Waits in the line for a frame: a device that was unplugged returns nothing, one that slept with the computer wakes up. */
    private int ask(int frame) {
        asking = true;
        try {
            return stopped ? 0 : line.read(block, 0, frame);
        } finally {
            asking = false;
        }
    }

    private int samples(int count, short[] samples) {
        ByteBuffer.wrap(block, 0, count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples, 0, count / Short.BYTES);
        frames += count / line.getFormat().getFrameSize();
        clock.heard();
        return count / Short.BYTES;
    }

    /** Ends the recording: {@link #read} returns what the device has, then -1. */
    public void stop() {
        stopped = true;
        if (asking) {
            line.stop(); // there is no sound that this could lose
        }
    }

    /** Returns the seconds of sound that the device did not deliver, after the last {@link #read}. */
    public double missingSeconds() {
        return clock.missingSeconds();
    }

    /** Returns for how many seconds the computer slept, or its clock was set forward, while this recorded. */
    public double sleptSeconds() {
        return clock.sleptSeconds();
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
