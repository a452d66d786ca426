package qasr.audio;

/** Makes the bytes of a sound file from 16-bit samples, in order. It may own native memory and must be closed. */
public interface FileEncoder extends AutoCloseable {
    /**
     * The end of a file.
     *
     * @param rest the bytes that follow the packets so far
     * @param header the bytes that replace the first header, of the same length; they state the length of the sound
     */
    @SuppressWarnings("ArrayRecordComponent") // it is written at once, and never compared
    record Ending(byte[] rest, byte[] header) {}

    /** Returns the bytes at the beginning of the file, which promise no length. A decoder reads what follows to its end. */
    byte[] header();

    /**
     * Returns the packets that became complete with {@code count} more samples.
     *
     * @param samples channels alternate; {@code count} is a multiple of the number of channels
     */
    byte[] encode(short[] samples, int count);

    /** Ends the file. Nothing can be encoded afterwards. */
    Ending finish();

    @Override
    void close();
}
