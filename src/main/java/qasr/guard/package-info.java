/**
 * What stands between the network and the transcript: each answer is looked at by the guards, and one that cannot be right
 * is asked for again, another way.
 *
 * <p>Enters: a {@link qasr.vad.Chunk}, an open {@link qasr.model.Network}. Leaves: {@link qasr.guard.GuardedResult}s, usually
 * one; several where a chunk had to be redone in pieces. Each says how it came about.
 *
 * <p>A {@link qasr.guard.Guard} is a small class with a name ({@link qasr.guard.GuardName}, for {@code --no-guard}) that
 * judges one answer and returns what it found: a flag for the reader and a remedy. {@link qasr.guard.GuardedDecoder}
 * applies the remedy of the worst finding, at most {@code --retries} times for any part of the sound, and keeps what
 * scores best: first the seconds that something is wrong with, weighted by how wrong
 * ({@link qasr.guard.Finding#cost}), then the mean log-probability of the tokens, then the earlier answer.
 *
 * <p>Traps. Nothing here may depend on time, on threads or on what else is being decoded: the same sound gives the same
 * bytes. A true repetition exists ("no, no, no", laughter, a phone number), so a loop that is found once is only a reason
 * to listen again, with more patience. A person may really say three terms of the glossary: the redo without a context
 * decides, and what it confirms stays as it was spelled. Futures complete on the network's threads: whatever runs there
 * must be short.
 */
package qasr.guard;
