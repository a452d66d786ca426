package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.model.TokenListener;
import qasr.text.Tokenizer;
import qasr.torch.NetworkOptions;
import qasr.torch.TorchNetwork;

/**
 * Prints the error rates of a model directory on sets that {@link EvaluationSets} wrote: {@code Evaluate MODEL SET…}, with
 * {@code -v} before them also every mistake. It runs the program's own network, each file as one chunk.
 *
 * <p>Word error rate: the edit distance of lower-case words without punctuation over the words said; characters for
 * Chinese.
 */
final class Evaluate {
    private static final int BATCH = 8;
    private static final String TAG = "<asr_text>";

    private record Recording(Path file, String language, String text) {}

    private static final class Score {
        private final ErrorRate words = new ErrorRate();
        private int languages;
    }

    private final TrainingLog log;
    private final TorchNetwork network;
    private final Tokenizer tokenizer;
    private final Prompt prompt;
    private final boolean verbose;

    private Evaluate(TrainingLog log, TorchNetwork network, Tokenizer tokenizer, Prompt prompt, boolean verbose) {
        this.prompt = prompt;
        this.log = log;
        this.network = network;
        this.tokenizer = tokenizer;
        this.verbose = verbose;
    }

    public static void main(String[] args) throws Exception {
        boolean verbose = args[0].equals("-v");
        List<String> names = Arrays.asList(args).subList(verbose ? 1 : 0, args.length);
        ModelDirectory model = ModelDirectory.open(Path.of(names.get(0)));
        NetworkOptions options = new NetworkOptions(Integer.getInteger("threads", 1), "cpu");
        TrainingLog log = new TrainingLog();
        try (TorchNetwork network = TorchNetwork.open(model, options)) {
            Prompt prompt = new PromptBuilder(model.tokenizer()).build("");
            Evaluate evaluate = new Evaluate(log, network, model.tokenizer(), prompt, verbose);
            for (String set : names.subList(1, names.size())) {
                evaluate.run(Path.of(set));
            }
        }
    }

    private void run(Path set) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (String line : Files.readAllLines(set.resolve("set.tsv"))) {
            String[] fields = line.split("\t", 3);
            recordings.add(new Recording(set.resolve(fields[0]), fields[1], fields[2]));
        }
        int every = Integer.getInteger("every", 1);
        Map<String, Score> scores = new LinkedHashMap<>();
        List<Recording> batch = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i += every) {
            batch.add(recordings.get(i));
            if (batch.size() == BATCH) {
                recognise(batch, scores);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            recognise(batch, scores);
        }
        log.row("%s", set.getFileName());
        Score all = new Score();
        scores.forEach((language, score) -> {
            row(language, score);
            all.words.add(score.words);
            all.languages += score.languages;
        });
        row("all", all);
    }

    private void row(String name, Score score) {
        log.row(
                "  %-10s %5d recordings  %6d words  error rate %5.1f %%  exact %5.1f %%  language %5.1f %%",
                name,
                score.words.total(),
                score.words.words(),
                score.words.percent(),
                score.words.exactPercent(),
                100.0 * score.languages / score.words.total());
    }

    private void recognise(List<Recording> batch, Map<String, Score> scores) throws IOException {
        List<Waveform> waveforms = new ArrayList<>();
        int[] budgets = new int[batch.size()];
        for (int i = 0; i < budgets.length; i++) {
            Waveform waveform =
                    Waveform.of(Recordings.read(batch.get(i).file())).paddedTo(Sound.RATE / 2);
            waveforms.add(waveform);
            budgets[i] = 64 + (int) (12 * waveform.seconds());
        }
        List<Decoding> decodings = network.decode(prompt, waveforms, budgets, TokenListener.none());
        for (int i = 0; i < budgets.length; i++) {
            Recording said = batch.get(i);
            String raw = tokenizer.decode(decodings.get(i).tokens());
            int tag = raw.indexOf(TAG);
            String language = raw.substring(0, Math.max(0, tag))
                    .replaceFirst("^language ", "")
                    .strip();
            String text = tag < 0 ? raw : raw.substring(tag + TAG.length());
            Score score = scores.computeIfAbsent(said.language(), l -> new Score());
            score.words.add(said.text(), text);
            score.languages += language.equals(said.language()) ? 1 : 0;
            if (verbose && !PromptText.normalized(said.text()).equals(PromptText.normalized(text))) {
                log.row("    %s [%s] [%s] [%s]", said.file().getFileName(), said.text(), language, text);
            }
        }
    }
}
