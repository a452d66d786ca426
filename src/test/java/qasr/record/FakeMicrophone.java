package qasr.record;

import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** A device that records sound that a test has made. {@link FakeMicrophones} offers it to the JDK. */
public final class FakeMicrophone implements Mixer {
    private final Info info;
    private final int rate;
    private final int channels;
    private final short[] sound;
    private boolean busy;
    private boolean unplugged;
    private int buffer;
    private int hole;

    /**
     * Creates a device.
     *
     * @param rate the only rate that it offers
     * @param sound channels alternate
     */
    public FakeMicrophone(String name, int rate, int channels, short... sound) {
        this.info = new Info(name, "a test", "made sound", "1") {};
        this.rate = rate;
        this.channels = channels;
        this.sound = sound.clone();
    }

    /** Makes the device one that another program uses. */
    public FakeMicrophone busy() {
        busy = true;
        return this;
    }

    /** Makes the device end by itself after its sound, instead of waiting for its stop. */
    public FakeMicrophone unplugged() {
        unplugged = true;
        return this;
    }

    /** Makes the device give its sound as time passes. What is not read in time is lost, as in a sound card. */
    public FakeMicrophone live(int bufferFrames) {
        buffer = bufferFrames;
        return this;
    }

    /** Makes a live device lose a second after its first frames. */
    public FakeMicrophone losing(int firstFrames) {
        hole = firstFrames;
        return this;
    }

    /** Returns the frames that a live device keeps, or 0 if it has all sound at once. */
    int buffer() {
        return buffer;
    }

    /** Returns the frames before the lost second, or 0 if none is lost. */
    int hole() {
        return hole;
    }

    boolean isBusy() {
        return busy;
    }

    boolean isUnplugged() {
        return unplugged;
    }

    short[] sound() {
        return sound;
    }

    @Override
    public Info getMixerInfo() {
        return info;
    }

    private DataLine.Info line() {
        return new DataLine.Info(TargetDataLine.class, new AudioFormat(rate, 16, channels, true, false));
    }

    @Override
    public Line.Info[] getTargetLineInfo() {
        return new Line.Info[] {line()};
    }

    @Override
    public Line.Info[] getTargetLineInfo(Line.Info wanted) {
        return wanted.matches(line()) ? getTargetLineInfo() : new Line.Info[0];
    }

    @Override
    public boolean isLineSupported(Line.Info wanted) {
        return Arrays.stream(getTargetLineInfo()).anyMatch(wanted::matches);
    }

    @Override
    public Line getLine(Line.Info wanted) {
        return new FakeLine(this, new AudioFormat(rate, 16, channels, true, false));
    }

    @Override
    public Line.Info[] getSourceLineInfo() {
        return new Line.Info[0];
    }

    @Override
    public Line.Info[] getSourceLineInfo(Line.Info wanted) {
        return new Line.Info[0];
    }

    @Override
    public int getMaxLines(Line.Info wanted) {
        return 1;
    }

    @Override
    public Line[] getSourceLines() {
        return new Line[0];
    }

    @Override
    public Line[] getTargetLines() {
        return new Line[0];
    }

    @Override
    public void synchronize(Line[] lines, boolean maintainSync) {
        throw new IllegalArgumentException("not supported");
    }

    @Override
    public void unsynchronize(Line[] lines) {
        throw new IllegalArgumentException("not supported");
    }

    @Override
    public boolean isSynchronizationSupported(Line[] lines, boolean maintainSync) {
        return false;
    }

    @Override
    public Line.Info getLineInfo() {
        return new Line.Info(Mixer.class);
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
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
