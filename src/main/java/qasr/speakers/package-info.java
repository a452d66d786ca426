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
 * <h2>From sound to speakers</h2>
 *
 * {@link qasr.speakers.Diariser} cuts detected speech into pieces of 1.5 s ({@link qasr.speakers.SpeechPieces}) and lets the
 * networks look at them. {@link qasr.speakers.VoiceClusters} finds the speakers; {@code PieceTurns} makes turns without
 * overlap, {@link qasr.speakers.OverlapTurns} those with overlap. {@link qasr.speakers.TurnChunks} cuts chunks between
 * speakers, {@link qasr.speakers.Attribution} gives the text its speakers, {@link qasr.speakers.KnownVoices} names them.
 * {@link qasr.speakers.DiarisationErrors} scores turns as md-eval.pl does. {@link qasr.speakers.PublishedClustering} is the rule
 * of 3D-Speaker and {@code CentroidClustering} that of pyannote, to measure against: see models/SPEAKERS.md.
 *
 * <p>Traps. An embedding of a few samples scaled by 32768 looks reasonable and is wrong: samples are in [-1, 1). Windows
 * of activity are 10 s and no other length. Speaker 0 of a window is not speaker 0 of the next one.
 */
package qasr.speakers;
