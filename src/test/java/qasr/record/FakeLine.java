package qasr.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/**
 * A microphone's line: it has the samples of a {@link FakeMicrophone} as fast as they are read, or as time passes, then waits
 * for its stop. As in the JDK, it gives nothing after its stop.
 */
final class FakeLine implements TargetDataLine {
    private final FakeMicrophone microphone;
    private AudioFormat format;
    private int position;
    private int bufferSize;
    private long start;
    private boolean open;
    private boolean stopped;
    private boolean holed;

    FakeLine(FakeMicrophone microphone, AudioFormat format) {
        this.microphone = microphone;
        this.format = format;
    }

    @Override
    public void open(AudioFormat wanted, int bytes) throws LineUnavailableException {
        if (microphone.isBusy()) {
            throw new LineUnavailableException("the line is in use");
        }
        format = wanted;
        bufferSize = bytes;
        open = true;
    }

    @Override
    public void open(AudioFormat wanted) throws LineUnavailableException {
        open(wanted, 0);
    }

    @Override
    public void open() throws LineUnavailableException {
        open(format, 0);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(target, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        short[] sound = microphone.sound();
        while (bytes.hasRemaining() && !stopped) {
            for (int left = available(); bytes.hasRemaining() && left > 0; left -= Short.BYTES) {
                bytes.putShort(sound[position++]);
            }
            if (!bytes.hasRemaining() || (position == sound.length && microphone.isUnplugged())) {
                break;
            }
            try {
                wait(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        return bytes.position() - offset;
    }

    @Override
    public synchronized int available() {
        int left = microphone.sound().length - position;
        if (microphone.buffer() == 0) {
            return Math.min(bufferSize, left * Short.BYTES);
        }
        int channels = format.getChannels();
        int rate = Math.round(format.getSampleRate());
        long heard = (System.nanoTime() - start) * rate / 1_000_000_000 * channels;
        if (microphone.hole() > 0 && heard > (long) microphone.hole() * channels && !holed) {
            heard = (long) microphone.hole() * channels;
            if (position == heard) {
                holed = true;
                position += rate * channels;
            }
        }
        int most = microphone.buffer() * channels;
        position = (int) Math.max(position, Math.min(heard - most, microphone.sound().length));
        return (int) Math.max(0, Math.min(heard, microphone.sound().length) - position) * Short.BYTES;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public void start() {
        start = System.nanoTime();
    }

    @Override
    public void drain() {}

    @Override
    public void flush() {}

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public AudioFormat getFormat() {
        return format;
    }

    @Override
    public int getBufferSize() {
        return bufferSize;
    }

    @Override
    public int getFramePosition() {
        return position;
    }

    @Override
    public long getLongFramePosition() {
        return position;
    }

    @Override
    public long getMicrosecondPosition() {
        return 0;
    }

    @Override
    public float getLevel() {
        return 0;
    }

    @Override
    public Line.Info getLineInfo() {
        return new DataLine.Info(TargetDataLine.class, format);
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Control[] getControls() {
        return new Control[0];
    }

    @Override
    public boolean isControlSupported(Control.Type control) {
        return false;
    }

    @Override
    public Control getControl(Control.Type control) {
        throw new IllegalArgumentException("no such control");
    }

    @Override
    public void addLineListener(LineListener listener) {}

    @Override
    public void removeLineListener(LineListener listener) {}
}
