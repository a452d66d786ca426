/**
 * Records from a microphone through {@code javax.sound.sampled}. The sound goes to a file or to a stream of this process
 * and nowhere else.
 *
 * <p>In: the name of a device. Out: 16-bit samples in blocks of a tenth of a second. {@link qasr.record.Microphones} lists
 * the devices, {@link qasr.record.Capture} reads one, {@link qasr.record.CaptureQueue} keeps its blocks for a slow reader,
 * {@link qasr.record.WavEncoder} and {@code qasr.ffmpeg.FlacEncoder} make bytes of the samples, {@link qasr.record.SoundFile}
 * keeps them.
 *
 * <p><b>Why a file beside the target.</b> A recording cannot be repeated. {@code talk.flac} is written as {@code
 * talk.part.flac} in whole packets with a header that promises no length, so any player reads what was recorded before a
 * {@code kill -9} or a full disk. When the recording ends, the header gets the length and the file its name.
 *
 * <p>Traps. A device may support a format and still refuse to open it. {@code TargetDataLine.read} asks the device once a
 * second, and after {@code stop} it returns none of the sound that the device still has. A Java without the module
 * java.desktop has no sound: its first use throws a LinkageError.
 */
package qasr.record;
