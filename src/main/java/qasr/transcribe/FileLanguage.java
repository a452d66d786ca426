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
 * Decides which language a recording is in, where it is to be one for all of it.
 *
 * <p>The rule: the first minute of detected speech (at most sixteen chunks) is heard freely. The language that the model
 * names for the most seconds of chunks with words is the recording's, the one named first if two are equal. What was heard
 * in another is decoded again with that language alone allowed, and so is all that follows. Where no language was named the
 * next minute is asked. Nothing depends on how many chunks are decoded at once, nor on whether some of them are remembered
 * from an earlier run: these are in the language that was decided on then, and vote for it.
 *
 * <p>Asked on the reader's thread, which waits for the first minute: what follows cannot be decoded before.
 */
final class FileLanguage {
    private static final long WINDOW_SAMPLES = 60L * Waveform.SAMPLE_RATE;
    /** Fewer than may wait to be told in order, or the reader would wait for whoever waits for it. */
    private static final int WINDOW_CHUNKS = 16;

    private static final String OTHER_LANGUAGE = "other_language";

    private final GuardedDecoder decoder;
    private final boolean wanted;
    private final List<CompletableFuture<Map<Language, Long>>> window = new ArrayList<>();
    private long windowSamples;
    private CompletableFuture<Optional<Language>> verdict = new CompletableFuture<>();
    private Optional<Language> decided = Optional.empty();

    /** @param wanted whether there is to be one language; otherwise each chunk is heard in its own */
    FileLanguage(GuardedDecoder decoder, boolean wanted) {
        this.decoder = decoder;
        this.wanted = wanted;
    }

    /**
     * A chunk on its way.
     *
     * @param heard when it has been decoded once, whatever comes of that
     * @param result what is said in it
     */
    record Pending(CompletableFuture<List<GuardedResult>> heard, CompletableFuture<List<GuardedResult>> result) {}

    /** Has {@code chunk} decoded, the next of the recording. */
    @SuppressWarnings("FutureReturnValueIgnored") // it only passes a cancellation on
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
        CompletableFuture<List<GuardedResult>> result = heard.thenCombine(verdict, (passages, language) -> language)
                .thenCompose(language -> again(chunk, heard.join(), language, retries));
        result.whenComplete((passages, problem) -> {
            if (result.isCancelled()) {
                heard.cancel(false);
            }
        });
        return new Pending(heard, result);
    }

    /** Takes note of the next chunk of the recording, which an earlier run had done. */
    void recalled(Chunk.Place place, List<Utterance> utterances) throws InterruptedException {
        if (!wanted || decided.isPresent()) {
            return;
        }
        if (windowSamples >= WINDOW_SAMPLES || window.size() >= WINDOW_CHUNKS) {
            decide();
        }
        Map<Language, Long> votes = new LinkedHashMap<>();
        for (Utterance utterance : utterances) {
            if (utterance.hasWords() && !utterance.language().isEmpty()) {
                votes.merge(
                        Language.named(utterance.language()), utterance.length().toMillis(), Long::sum);
            }
        }
        vote(List.of(), place.heard(), CompletableFuture.completedFuture(votes));
    }

    /** Takes note that nothing more comes: what waits for the verdict gets it. */
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
        Optional<Map.Entry<Language, Long>> most = Optional.empty();
        for (Map.Entry<Language, Long> entry : sum.entrySet()) {
            if (most.isEmpty() || entry.getValue() > most.get().getValue()) {
                most = Optional.of(entry);
            }
        }
        decided = most.map(Map.Entry::getKey);
        verdict.complete(decided);
        verdict = new CompletableFuture<>();
        window.clear();
        windowSamples = 0;
    }

    private static Map<Language, Long> votesOf(CompletableFuture<Map<Language, Long>> votes)
            throws InterruptedException {
        try {
            return votes.get();
        } catch (ExecutionException | CancellationException e) {
            return Map.of(); // whoever asks for the chunk hears of it
        }
    }

    /** Returns the milliseconds of each language, as they are remembered from run to run. */
    private static Map<Language, Long> votes(List<GuardedResult> passages) {
        Map<Language, Long> votes = new LinkedHashMap<>();
        for (GuardedResult passage : passages) {
            if (passage.output().isSpeech() && !passage.output().language().isEmpty()) {
                SampleRange heard = passage.place().heard();
                Place place = Place.detected(Times.of(heard.start()), Times.of(heard.end()));
                votes.merge(
                        Language.named(passage.output().language()),
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
                .thenApply(passages -> passages.stream()
                        .map(passage -> passage.insteadOf(heard, OTHER_LANGUAGE))
                        .toList());
    }
}
