/**
 * FFmpeg: any container and codec becomes 16 kHz mono samples.
 *
 * <p>An {@link qasr.audio.AudioInput} enters, an {@link qasr.audio.AudioStream} leaves.
 */
package qasr.ffmpeg;
