package qasr.transcribe;

import qasr.audio.AudioStream;
import qasr.vad.ChunkSource;

/**
 * One recording, opened.
 *
 * @param source what the user called it
 * @param audio its sound; closed by whoever opened it
 * @param chunks cuts {@code audio}
 */
public record Recording(String source, AudioStream audio, ChunkSource chunks) {}
