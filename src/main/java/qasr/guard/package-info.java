/**
 * Error checks between the network and the transcript. Guards check each answer; a faulty answer is decoded again with
 * another strategy.
 *
 * <p>In: a {@link qasr.vad.Chunk} and an open {@link qasr.model.Network}. Out: {@link qasr.guard.GuardedResult}s,
 * usually one; several if the chunk was decoded again in pieces. Each result lists its rejected answers.
 *
 * <p>A {@link qasr.guard.Guard} has a name ({@link qasr.guard.GuardName}, for {@code --no-guard}) and checks one
 * answer. It returns a {@link qasr.guard.Finding}: a flag for the reader and a remedy, which is a retry strategy.
 * {@link qasr.guard.GuardedDecoder} applies the remedy of the first finding, at most {@code --retries} times for any
 * part of the audio. It keeps the answer with the best score: lowest cost ({@link qasr.guard.Finding#cost}, weighted by
 * duration), then highest mean log-probability of the tokens, then the earlier answer.
 *
 * <p>Traps. Nothing here may depend on time, on threads or on other chunks in progress: the same audio must give the
 * same bytes. Real repetitions exist ("no, no, no", laughter, a phone number), so the first loop only causes a retry,
 * which allows more repeats. A person may really say three terms of the glossary: the retry without a context decides,
 * and a confirmed answer keeps its spelling. Futures complete on the network's threads: callbacks must be short.
 */
package qasr.guard;
