package qasr.audio;

/** How a recording is encoded: FFmpeg's codec name, samples per second, channel count. */
public record AudioFormat(String codec, int sampleRate, int channels) {}
