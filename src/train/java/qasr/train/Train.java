package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Trains the built-in model: {@code Train DATA RUN SCHEDULE}.
 *
 * <p>DATA holds the unpacked packages; RUN gets checkpoints and resumes from the last; SCHEDULE may be edited meanwhile.
 * {@code -Dfrom=MODEL} starts from an exported model, {@code -Dstep=SECONDS} sets the sound in a step.
 */
final class Train {
    static final Shape SHAPE = new Shape(16, 160, 4, 4, 640, 160, 4, 4, 2, 40, 432, 1e4);
    private static final double SAVE_EVERY = 300;
    private static final double SCORE_EVERY = 600;
    private static final int SCORED = 36;

    private Train() {}

    public static void main(String[] args) throws IOException {
        TrainingLog log = new TrainingLog();
        Path run = Files.createDirectories(Path.of(args[1]));
        Path schedule = Path.of(args[2]);
        Graph graph = new Graph();
        List<Clip> clips = new Corpus(graph).clips(Path.of(args[0]), log);
        Optional<Path> from = Optional.ofNullable(System.getProperty("from")).map(Path::of);
        Lexicon lexicon = lexicon(run.resolve("lexicon.txt"), from, clips);
        log.line("%d tokens, %d characters", lexicon.vocabulary(), lexicon.connectionistOutputs());
        double step = Double.parseDouble(System.getProperty("step", "130"));
        Trainer trainer = new Trainer(graph, SHAPE, lexicon, clips, new Trainer.Sizes(step, 16), 1, log);
        long parameters = trainer.weights().tensors().values().stream()
                .mapToLong(t -> t.numel())
                .sum();
        log.line("%d parameters with the connectionist heads", parameters);
        if (from.isPresent() && !Files.exists(run.resolve("last.bin"))) {
            trainer.weights().overwrite(TensorFile.read(from.get().resolve("model.safetensors")));
            trainer.weights().overwrite(TensorFile.read(from.get().resolve(Export.HEADS)));
        }
        trainer.load(run.resolve("last.bin"));
        double last =
                Plan.schedule(schedule).stream().mapToDouble(Plan::heard).max().orElseThrow();
        long saved = System.nanoTime();
        long scored = System.nanoTime();
        long reported = System.nanoTime();
        double heard = trainer.heard();
        List<Worker.Sums> sums = new ArrayList<>();
        while (trainer.heard() < last && !Files.exists(run.resolve("stop"))) {
            Plan plan = Plan.at(Plan.schedule(schedule), trainer.heard());
            last = Plan.schedule(schedule).stream()
                    .mapToDouble(Plan::heard)
                    .max()
                    .orElseThrow();
            sums.addAll(trainer.step(plan));
            double seconds = (System.nanoTime() - reported) / 1e9;
            if (seconds > 20) {
                report(log, trainer, plan, sums, (trainer.heard() - heard) * 1000 / seconds);
                sums.clear();
                heard = trainer.heard();
                reported = System.nanoTime();
            }
            if ((System.nanoTime() - scored) / 1e9 > SCORE_EVERY) {
                score(log, trainer, lexicon, clips, plan);
                scored = System.nanoTime();
                reported = scored;
                heard = trainer.heard();
            }
            if ((System.nanoTime() - saved) / 1e9 > SAVE_EVERY) {
                trainer.save(run.resolve("last.bin"));
                saved = System.nanoTime();
            }
        }
        trainer.save(run.resolve("last.bin"));
        trainer.threads().shutdown();
    }

    private static Lexicon lexicon(Path known, Optional<Path> from, List<Clip> clips) throws IOException {
        Lexicon lexicon;
        if (Files.exists(known)) {
            lexicon = Lexicon.read(known);
        } else if (from.isPresent()) {
            List<String> merges = Files.readAllLines(from.get().resolve("merges.txt"));
            String characters = TensorFile.note(from.get().resolve(Export.HEADS), "characters");
            lexicon = new Lexicon(
                    BytePairs.of(merges), characters.codePoints().boxed().toList());
        } else {
            lexicon = Lexicon.learn(clips);
        }
        lexicon.write(known);
        return lexicon;
    }

    private static void report(TrainingLog log, Trainer trainer, Plan plan, List<Worker.Sums> sums, double speed) {
        double characters = sums.stream().mapToDouble(s -> s.characters).sum();
        double tokens = Math.max(1, sums.stream().mapToDouble(s -> s.tokens).sum());
        log.line(
                "%7.1f ks  rate %.5f  encoder %.3f  decoder %.3f  text %.3f  right %.3f  gradient %.2f  %.0f s/s"
                        + "  longest %.1f join %.2f mask %.2f augment %.2f",
                trainer.heard(),
                plan.rate(),
                sums.stream().mapToDouble(s -> s.encoder).sum() / characters,
                sums.stream().mapToDouble(s -> s.decoder).sum() / characters,
                sums.stream().mapToDouble(s -> s.text).sum() / tokens,
                sums.stream().mapToDouble(s -> s.correct).sum() / tokens,
                trainer.norm(),
                speed,
                plan.longest(),
                plan.join(),
                plan.mask(),
                plan.augmentation());
    }

    /** Prints error rates on single prompts and on held-out compositions of the present length. */
    private static void score(TrainingLog log, Trainer trainer, Lexicon lexicon, List<Clip> clips, Plan plan) {
        Random random = new Random(99);
        Composer composer = new Composer(clips);
        Plan single = new Plan(0, 0, plan.text(), 0, 0, Math.min(6, plan.longest()), 0, 0, 0, 0);
        List<Composition> prompts = new ArrayList<>();
        for (int i = 0; i < SCORED; i++) {
            prompts.add(composer.draw(random, single));
        }
        score(log, "prompts", trainer, lexicon, prompts, plan);
        if (plan.join() > 0) {
            List<Composition> joined = new ArrayList<>();
            while (joined.size() < SCORED / 2) {
                Composition c = composer.heldOut(
                        random, composer.languages().get(joined.size() % 7), Math.min(8, plan.longest()));
                joined.add(c);
            }
            score(log, "joined ", trainer, lexicon, joined, plan);
        }
    }

    private static void score(
            TrainingLog log, String kind, Trainer trainer, Lexicon lexicon, List<Composition> set, Plan plan) {
        List<Composition> ordered = new ArrayList<>(set);
        ordered.sort(Comparator.comparingInt(Composition::frames));
        ErrorRate characters = new ErrorRate();
        ErrorRate words = new ErrorRate();
        Greedy greedy = new Greedy(lexicon);
        int languages = 0;
        StringBuilder examples = new StringBuilder();
        for (int i = 0; i < ordered.size(); i += 12) {
            List<Composition> batch = ordered.subList(i, Math.min(ordered.size(), i + 12));
            List<Greedy.Heard> heard = greedy.recognise(trainer.network(0), batch, !plan.encoderOnly());
            for (int k = 0; k < batch.size(); k++) {
                Composition said = batch.get(k);
                characters.add(
                        spaced(PromptText.normalized(said.text())),
                        spaced(heard.get(k).characters()));
                words.add(said.text(), heard.get(k).text());
                languages += heard.get(k).language().equals(said.language()) ? 1 : 0;
                if (k == 5) {
                    Greedy.Heard h = heard.get(k);
                    examples.append("\n      [")
                            .append(said.text())
                            .append("] ctc [")
                            .append(h.characters());
                    examples.append("] [")
                            .append(h.language())
                            .append("] [")
                            .append(h.text())
                            .append(']');
                }
            }
        }
        log.line(
                "%s: connectionist CER %.1f %%, greedy WER %.1f %%, exact %.0f %%, language %.0f %%%s",
                kind,
                characters.percent(),
                words.percent(),
                words.exactPercent(),
                100.0 * languages / ordered.size(),
                examples);
    }

    private static String spaced(String text) {
        return text.replace(' ', '0').replaceAll("(.)", "$1 ");
    }
}
