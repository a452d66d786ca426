package qasr.transcribe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.guard.GuardedDecoder;
import qasr.guard.GuardedResult;
import qasr.guard.RetryListener;
import qasr.model.TokenListener;
import qasr.text.Language;
import qasr.transcript.Place;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

/**
 * Detects the language of a recording when all of it is to be in one language.
 *
 * <p>The rule: the first minute of detected speech (at most sixteen chunks) is decoded in any language. The recording's
 * language is the one that the model names for the most seconds of chunks with words; if two are equal, the one named
 * first. Chunks in another language are decoded again, and all later chunks are decoded, with only that language
 * allowed. A chunk that has no text then keeps its text in the other language, with a flag. If the model named no
 * language, the next minute decides. The result does not depend on how many chunks are decoded at once, or on results from an earlier run: those are in the language of that run and vote for it.
 *
 * <p>Called on the reader thread, which waits for the first minute, because later chunks cannot be decoded before.
 */
final class FileLanguage {
    private static final long WINDOW_SAMPLES = 60L * Waveform.SAMPLE_RATE;
    /** Must be less than the capacity of the event queue, or the reader and the consumer would wait for each other. */
    private static final int WINDOW_CHUNKS = 16;

    private static final String OTHER_LANGUAGE = "other_language";
    private static final String NO_SPEECH = "no_speech";

    private final GuardedDecoder decoder;
    private final boolean wanted;
    private final List<CompletableFuture<Map<Language, Long>>> window = new ArrayList<>();
    private long windowSamples;
    private CompletableFuture<Optional<Language>> verdict = new CompletableFuture<>();
    private Optional<Language> decided = Optional.empty();

    /** Creates a detector. If {@code wanted} is false, each chunk is decoded in its own language. */
    FileLanguage(GuardedDecoder decoder, boolean wanted) {
        this.decoder = decoder;
        this.wanted = wanted;
    }

    /**
     * A chunk that is being decoded.
     *
     * @param heard completes after the first decoding, with or without a result
     * @param result completes with the results of the chunk
     */
    record Pending(CompletableFuture<List<GuardedResult>> heard, CompletableFuture<List<GuardedResult>> result) {}

    /** Decodes {@code chunk}, the next one of the recording. */
    @SuppressWarnings("FutureReturnValueIgnored") // the dropped future only forwards a cancellation
    Pending decode(Chunk chunk, TokenListener listener, RetryListener retries) throws InterruptedException {
        if (!wanted) {
            CompletableFuture<List<GuardedResult>> result = decoder.decode(chunk, listener, retries);
            return new Pending(result, result);
        }
        if (windowSamples >= WINDOW_SAMPLES || window.size() >= WINDOW_CHUNKS) {
            decide();
        }
        if (decided.isPresent()) {
            CompletableFuture<List<GuardedResult>> result = decoder.decode(chunk, listener, retries, decided.get());
            return new Pending(result, result);
        }
        CompletableFuture<List<GuardedResult>> heard = decoder.decode(chunk, listener, retries);
        vote(chunk.speech(), chunk.range(), heard.thenApply(FileLanguage::votes));
        CompletableFuture<List<GuardedResult>> result = heard.thenCombine(verdict, (results, language) -> language)
                .thenCompose(language -> again(chunk, heard.join(), language, retries));
        result.whenComplete((results, problem) -> {
            if (result.isCancelled()) {
                heard.cancel(false);
            }
        });
        return new Pending(heard, result);
    }

    /** Counts the next chunk of the recording, which an earlier run has decoded. */
    void recalled(Chunk.Place place, List<Utterance> utterances) throws InterruptedException {
        if (!wanted || decided.isPresent()) {
            return;
        }
        if (windowSamples >= WINDOW_SAMPLES || window.size() >= WINDOW_CHUNKS) {
            decide();
        }
        vote(List.of(), place.heard(), CompletableFuture.completedFuture(told(utterances)));
    }

    /** Returns the language of the most seconds of {@code utterances} with words, or empty if they name none. */
    static Optional<Language> longest(List<Utterance> utterances) {
        return longest(told(utterances));
    }

    private static Map<Language, Long> told(List<Utterance> utterances) {
        Map<Language, Long> votes = new LinkedHashMap<>();
        for (Utterance utterance : utterances) {
            if (utterance.hasWords() && !utterance.language().isEmpty()) {
                votes.merge(
                        Language.named(utterance.language()), utterance.length().toMillis(), Long::sum);
            }
        }
        return votes;
    }

    /** Records the end of the recording. Chunks that wait for the decision get it. */
    void end() throws InterruptedException {
        if (wanted && decided.isEmpty()) {
            decide();
        }
    }

    private void vote(List<SampleRange> speech, SampleRange range, CompletableFuture<Map<Language, Long>> votes) {
        long samples = speech.isEmpty()
                ? range.length()
                : speech.get(speech.size() - 1).end() - speech.get(0).start();
        windowSamples += samples;
        window.add(votes);
    }

    private void decide() throws InterruptedException {
        Map<Language, Long> sum = new LinkedHashMap<>();
        for (CompletableFuture<Map<Language, Long>> votes : window) {
            votesOf(votes).forEach((language, millis) -> sum.merge(language, millis, Long::sum));
        }
        decided = longest(sum);
        verdict.complete(decided);
        verdict = new CompletableFuture<>();
        window.clear();
        windowSamples = 0;
    }

    private static Optional<Language> longest(Map<Language, Long> votes) {
        Optional<Map.Entry<Language, Long>> most = Optional.empty();
        for (Map.Entry<Language, Long> entry : votes.entrySet()) {
            if (most.isEmpty() || entry.getValue() > most.get().getValue()) {
                most = Optional.of(entry);
            }
        }
        return most.map(Map.Entry::getKey);
    }

    private static Map<Language, Long> votesOf(CompletableFuture<Map<Language, Long>> votes)
            throws InterruptedException {
        try {
            return votes.get();
        } catch (ExecutionException | CancellationException e) {
            return Map.of(); // reported when the chunk's result is read
        }
    }

    /**
     * Returns the milliseconds of each language, rounded as in stored results, so that resumed runs decide the same.
     */
    private static Map<Language, Long> votes(List<GuardedResult> results) {
        Map<Language, Long> votes = new LinkedHashMap<>();
        for (GuardedResult result : results) {
            if (result.output().isSpeech() && !result.output().language().isEmpty()) {
                SampleRange heard = result.place().heard();
                Place place = Place.detected(Times.of(heard.start()), Times.of(heard.end()));
                votes.merge(
                        Language.named(result.output().language()),
                        place.span().length().toMillis(),
                        Long::sum);
            }
        }
        return votes;
    }

    private CompletableFuture<List<GuardedResult>> again(
            Chunk chunk, List<GuardedResult> heard, Optional<Language> language, RetryListener retries) {
        boolean agrees = language.isEmpty() || votes(heard).keySet().stream().allMatch(language.get()::equals);
        if (agrees) {
            return CompletableFuture.completedFuture(heard);
        }
        retries.again(chunk.place(), OTHER_LANGUAGE, 2);
        return decoder.decode(chunk, TokenListener.none(), retries, language.get())
                .thenApply(results -> better(heard, results));
    }

    /** A text in another language is better than none: the model may have answered that nobody speaks. */
    private static List<GuardedResult> better(List<GuardedResult> heard, List<GuardedResult> results) {
        boolean silenced = results.stream().noneMatch(result -> result.output().isSpeech())
                && heard.stream().anyMatch(result -> result.output().isSpeech());
        return silenced
                ? heard.stream()
                        .map(result -> result.keptInsteadOf(results, NO_SPEECH, OTHER_LANGUAGE))
                        .toList()
                : results.stream()
                        .map(result -> result.insteadOf(heard, OTHER_LANGUAGE))
                        .toList();
    }
}
