package qasr.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.ModelInput;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.RepetitionPenalty;
import qasr.model.StopReason;
import qasr.model.TokenListener;
import qasr.text.AsrOutput;
import qasr.text.Language;
import qasr.text.Tokenizer;
import qasr.vad.Chunk;

/** Decodes chunks, checks each answer with the guards, and retries faulty ones. Thread-safe. */
public final class GuardedDecoder {
    /** The values that other programs with this model use against loops (spec 11). */
    private static final RepetitionPenalty PENALTY = new RepetitionPenalty(1.2, 64);

    /** One or two words. */
    private static final int FEW_LETTERS = 8;

    private static final int SHIFT = Waveform.SAMPLE_RATE / 5;
    private static final Decoding NOTHING = new Decoding(new int[0], new float[0], StopReason.END_OF_TEXT);

    private final Network network;
    private final Tokenizer tokenizer;
    private final Prompt prompt;
    private final GuardSettings settings;
    private final TokenBudget budget;
    private final List<Guard> guards;
    private final ContextEchoGuard recital;

    /** Returns the maximum number of tokens for a duration in seconds. */
    @FunctionalInterface
    public interface TokenBudget {
        int of(double seconds);
    }

    public GuardedDecoder(
            Network network, Tokenizer tokenizer, Prompt prompt, GuardSettings settings, TokenBudget budget) {
        this.prompt = prompt;
        this.network = network;
        this.tokenizer = tokenizer;
        this.settings = settings;
        this.budget = budget;
        recital = new ContextEchoGuard(settings.context());
        guards = Stream.of(
                        new NumbersGuard(),
                        new LoopGuard(tokenizer),
                        recital,
                        new SilenceGuard(),
                        new TruncationGuard(),
                        new LanguageGuard(settings))
                .filter(guard -> settings.active().contains(guard.name()))
                .sorted(Comparator.comparing(Guard::name))
                .toList();
    }

    /**
     * Decodes {@code chunk} and retries parts with faulty answers.
     *
     * @param listener receives the tokens of the first attempt and may stop it
     * @param retries receives each retry
     * @return the results of the chunk in time order; at least one
     * @throws IllegalArgumentException if all samples are zero, or one is not finite
     */
    public CompletableFuture<List<GuardedResult>> decode(Chunk chunk, TokenListener listener, RetryListener retries) {
        return decode(chunk, listener, retries, settings.allowed());
    }

    /**
     * Decodes {@code chunk} like {@link #decode(Chunk, TokenListener, RetryListener)}, but allows {@code language}
     * only. The model may still answer that there is no speech.
     */
    public CompletableFuture<List<GuardedResult>> decode(
            Chunk chunk, TokenListener listener, RetryListener retries, Language language) {
        return decode(chunk, listener, retries, List.of(language));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the dropped future only forwards a cancellation
    private CompletableFuture<List<GuardedResult>> decode(
            Chunk chunk, TokenListener listener, RetryListener retries, List<Language> allowed) {
        Underway underway = new Underway(retries);
        List<String> languages = allowed.stream().map(Language::name).toList();
        CompletableFuture<List<GuardedResult>> result =
                attempt(Trial.first(chunk, languages), listener, underway).copy();
        result.whenComplete((results, problem) -> {
            if (result.isCancelled()) {
                underway.cancel();
            }
        });
        return result;
    }

    private CompletableFuture<List<GuardedResult>> attempt(Trial trial, TokenListener outside, Underway underway) {
        Waveform waveform = trial.sound().waveform();
        if (!trial.earlier().isEmpty() && !ModelInput.accepts(waveform)) {
            return CompletableFuture.completedFuture(List.of(new GuardedResult(
                    trial.sound().place(),
                    new AsrOutput("", ""),
                    "",
                    NOTHING,
                    GuardedResult.Ending.NO_SPEECH,
                    trial.earlier(),
                    reasons(trial.earlier()),
                    0)));
        }
        TokenListener listener = settings.active().contains(GuardName.LOOP)
                ? both(outside, new LoopWatch(tokenizer, trial.patience()))
                : outside;
        CompletableFuture<Decoding> decoding = network.submit(request(trial), listener);
        underway.add(decoding);
        return decoding.thenCompose(said -> judged(trial, said, underway));
    }

    private static TokenListener both(TokenListener one, TokenListener other) {
        return (row, token, logProbability) -> {
            boolean first = one.token(row, token, logProbability);
            boolean second = other.token(row, token, logProbability);
            return first && second;
        };
    }

    private DecodeRequest request(Trial trial) {
        Waveform waveform = trial.sound().waveform();
        if (trial.shifted()) {
            float[] moved = new float[waveform.length() + SHIFT];
            System.arraycopy(waveform.toArray(), 0, moved, SHIFT, waveform.length());
            waveform = Waveform.of(moved);
        }
        waveform = waveform.paddedTo(ModelInput.MINIMUM_SAMPLES);
        DecodeRequest request = new DecodeRequest(waveform, budget.of(waveform.seconds()), prompt);
        if (!trial.withContext() && settings.withoutContext().isPresent()) {
            request = request.with(settings.withoutContext().get());
        }
        if (!trial.languages().isEmpty() && settings.forced().isEmpty()) {
            request = request.beginningWith(Stream.concat(trial.languages().stream(), Stream.of("None"))
                    .map(this::beginning)
                    .toList());
        }
        if (trial.penalised()) {
            request = request.with(PENALTY);
        }
        return trial.precise() ? request.precisely() : request;
    }

    private List<Integer> beginning(String language) {
        List<Integer> ids = new ArrayList<>();
        for (int id : tokenizer.encode("language " + language + "<asr_text>")) {
            ids.add(id);
        }
        return ids;
    }

    private CompletableFuture<List<GuardedResult>> judged(Trial trial, Decoding decoding, Underway underway) {
        Answer answer = Answer.of(trial, decoding, tokenizer, settings);
        List<Finding> findings = guards.stream()
                .map(guard -> guard.check(answer))
                .flatMap(Optional::stream)
                .toList();
        GuardedResult own = result(answer, findings);
        Optional<Finding> wrong = findings.stream()
                .filter(finding -> finding.remedy() != Remedy.NONE)
                .findFirst();
        if (wrong.isEmpty() || trial.earlier().size() >= settings.retries()) {
            return CompletableFuture.completedFuture(List.of(own));
        }
        GuardedResult.RejectedAttempt tried = new GuardedResult.RejectedAttempt(
                wrong.get().flag(), new AsrOutput(answer.output().language(), answer.said()), decoding, own.ending());
        List<Trial> trials = trial.after(tried).remedied(wrong.get().remedy());
        if (trials.isEmpty()) {
            return CompletableFuture.completedFuture(List.of(own));
        }
        underway.again(trial, wrong.get().flag());
        List<CompletableFuture<List<GuardedResult>>> next = trials.stream()
                .map(again -> attempt(again, TokenListener.none(), underway))
                .toList();
        return CompletableFuture.allOf(next.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<GuardedResult> redone =
                    next.stream().flatMap(part -> part.join().stream()).toList();
            return chosen(wrong.get(), own, redone);
        });
    }

    private GuardedResult result(Answer answer, List<Finding> findings) {
        GuardedResult.Ending ending = ending(answer);
        String text = answer.text();
        int cost = 0;
        List<String> flags = reasons(answer.trial().earlier());
        for (Finding finding : findings) {
            flags.add(finding.flag());
            cost = Math.max(cost, finding.cost());
            switch (finding.effect()) {
                case NO_SPEECH -> {
                    text = "";
                    ending = worse(ending, GuardedResult.Ending.NO_SPEECH, answer.text());
                }
                case TRUNCATED -> ending = worse(ending, GuardedResult.Ending.TRUNCATED, answer.text());
                case CUT -> {
                    int patience = answer.patience();
                    text = LoopWatch.find(text, patience)
                            .map(repeat ->
                                    answer.text().substring(0, repeat.end()).strip())
                            .orElse(text);
                    flags.add("loop_cut");
                    ending = worse(ending, GuardedResult.Ending.TRUNCATED, answer.text());
                }
                case FAILED -> ending = GuardedResult.Ending.FAILED;
                default -> {}
            }
        }
        if (ending == GuardedResult.Ending.FAILED) {
            text = "";
        }
        return new GuardedResult(
                answer.sound().place(),
                new AsrOutput(text.isEmpty() ? "" : answer.output().language(), text),
                ending == GuardedResult.Ending.FAILED ? NumbersGuard.withoutMarks(answer.said()) : answer.said(),
                answer.decoding(),
                ending,
                answer.trial().earlier(),
                flags,
                cost);
    }

    /** Returns the worse of two endings. Text that was rejected as not speech stays NO_SPEECH. */
    private static GuardedResult.Ending worse(GuardedResult.Ending one, GuardedResult.Ending other, String said) {
        boolean settled = one == GuardedResult.Ending.FAILED
                || (one == GuardedResult.Ending.NO_SPEECH
                        && !said.isEmpty()
                        && other == GuardedResult.Ending.TRUNCATED);
        return settled ? one : other;
    }

    private static GuardedResult.Ending ending(Answer answer) {
        return switch (answer.decoding().stopReason()) {
            case NOT_FINITE -> GuardedResult.Ending.FAILED;
            case END_OF_TEXT ->
                answer.output().isSpeech() ? GuardedResult.Ending.COMPLETE : GuardedResult.Ending.NO_SPEECH;
            default -> GuardedResult.Ending.TRUNCATED;
        };
    }

    private static List<String> reasons(List<GuardedResult.RejectedAttempt> tried) {
        return new ArrayList<>(
                tried.stream().map(GuardedResult.RejectedAttempt::reason).toList());
    }

    /** Returns the results with the better score, or {@code own} if the scores are equal. */
    private List<GuardedResult> chosen(Finding wrong, GuardedResult own, List<GuardedResult> redone) {
        if (wrong.guard() == GuardName.RECITAL) {
            String without =
                    String.join(" ", redone.stream().map(p -> p.output().text()).toList());
            if (recital.confirms(own.output().text(), without)) {
                // The words were really spoken. Keep the answer with the context's spelling.
                boolean mostly = recital.isMostlyContext(own.output().text());
                List<String> flags = own.flags().stream()
                        .filter(flag -> mostly || !flag.equals(wrong.flag()))
                        .toList();
                return List.of(own.after(tries(own, redone), flags, mostly ? 1 : 0));
            }
        }
        boolean doubtful = wrong.flag().equals(SilenceGuard.DOUBTFUL);
        if (doubtful && redone.stream().anyMatch(p -> p.output().isSpeech())) {
            return redone; // even a doubtful text: no score of an empty answer is worth more than words
        }
        if (doubtful && redone.stream().allMatch(GuardedDecoder::isSilent)) {
            // The pieces have no words either: it is silence.
            List<String> flags = own.flags().stream()
                    .filter(flag -> !flag.equals(wrong.flag()))
                    .toList();
            return List.of(own.after(tries(own, redone), flags, 0));
        }
        ResultScore before = ResultScore.of(List.of(own));
        ResultScore after = ResultScore.of(redone);
        return after.compareTo(before) < 0 && !losesWords(wrong, own, redone)
                ? redone
                : List.of(own.after(tries(own, redone), own.flags(), own.cost()));
    }

    /** Tells whether the model found no words, not even some that were removed. */
    private static boolean isSilent(GuardedResult result) {
        return result.ending() == GuardedResult.Ending.NO_SPEECH && !SilenceGuard.hasWords(result.said());
    }

    /**
     * Tells whether {@code redone} has no words although {@code own} has some that must not be lost. Losing all words
     * is right after a recital, after non-finite numbers, after more words than the audio can hold, and after a loop
     * that starts with the first word. In all other cases a doubtful text is better than none.
     */
    private static boolean losesWords(Finding wrong, GuardedResult own, List<GuardedResult> redone) {
        if (!own.output().isSpeech() || redone.stream().anyMatch(p -> p.output().isSpeech())) {
            return false;
        }
        return switch (wrong.guard()) {
            case LOOP -> Letters.of(beforeLoop(own.said())).all() >= FEW_LETTERS;
            case TRUNCATION -> !wrong.flag().equals("too_long");
            case LANGUAGE -> true;
            default -> false;
        };
    }

    private static String beforeLoop(String said) {
        return LoopWatch.find(said, 1)
                .map(repeat -> said.substring(0, repeat.start()))
                .orElse(said);
    }

    private static List<GuardedResult.RejectedAttempt> tries(GuardedResult own, List<GuardedResult> redone) {
        List<GuardedResult.RejectedAttempt> tries = new ArrayList<>(own.earlier());
        redone.forEach(result -> tries.add(result.notKept("retry")));
        return tries;
    }
}
