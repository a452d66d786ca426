/**
 * Tells speakers apart: who speaks when, in one recording of several people.
 *
 * <p>{@link qasr.speakers.VoiceEmbedder} and {@link qasr.speakers.SpeakerActivity} are networks, which {@code qasr.torch}
 * runs. This room has what surrounds them: features, the files of the models, and the meaning of the classes.
 *
 * <p>Traps. An embedding of a few samples scaled by 32768 looks reasonable and is wrong: samples are in [-1, 1). Windows
 * of activity are 10 s and no other length. Speaker 0 of a window is not speaker 0 of the next one.
 */
package qasr.speakers;
