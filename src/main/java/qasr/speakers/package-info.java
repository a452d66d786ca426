/**
 * Tells speakers apart: who speaks when, in one recording of several people.
 *
 * <p>{@link qasr.speakers.VoiceEmbedder} and {@link qasr.speakers.SpeakerActivity} are networks, which {@code qasr.torch}
 * runs. This room has what surrounds them: features, the files of the models, and the meaning of the classes.
 *
 * <p>{@link qasr.speakers.SpeakerWeightFile} reads a weight file and tells by its tensors which model it is. Names and
 * sizes must be exactly the network's, because other families have similar names and other features. The two published
 * CAM++ files of 192 numbers have the same names and sizes; only the SHA-256 tells them apart, and their embeddings must
 * not be compared.
 *
 * <p>Traps. An embedding of a few samples scaled by 32768 looks reasonable and is wrong: samples are in [-1, 1). Windows
 * of activity are 10 s and no other length. Speaker 0 of a window is not speaker 0 of the next one.
 */
package qasr.speakers;
