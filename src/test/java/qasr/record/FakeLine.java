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

/** A microphone's line: it hears the samples of a {@link FakeMicrophone} as fast as they are read, then waits for its stop. */
final class FakeLine implements TargetDataLine {
    private final FakeMicrophone microphone;
    private AudioFormat format;
    private int position;
    private boolean open;
    private boolean stopped;

    FakeLine(FakeMicrophone microphone, AudioFormat format) {
        this.microphone = microphone;
        this.format = format;
    }

    @Override
    public void open(AudioFormat wanted, int bufferSize) throws LineUnavailableException {
        if (microphone.isBusy()) {
            throw new LineUnavailableException("the line is in use");
        }
        format = wanted;
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
        if (position == sound.length && !microphone.isUnplugged()) {
            while (!stopped) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return 0;
                }
            }
        }
        while (bytes.remaining() >= Short.BYTES && position < sound.length) {
            bytes.putShort(sound[position++]);
        }
        return bytes.position() - offset;
    }

    @Override
    public synchronized int available() {
        return Math.min(2000, (microphone.sound().length - position) * Short.BYTES);
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public void start() {}

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
        return 0;
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
