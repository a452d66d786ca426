package qasr.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of a few thousand weights learns a few clips of noise by heart, through the program's own TorchScript. */
final class TrainerTest {
    private static final Shape TINY = new Shape(2, 16, 1, 2, 32, 16, 1, 2, 1, 8, 32, 1e4);
    private static final Plan PLAN = new Plan(0, 0.01, 1, 0.3, 0.3, 2, 0.2, 0.1, 0, 0);

    private static List<Clip> clips() {
        Random random = new Random(4);
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            float[] power = new float[Clip.BINS * (40 + 5 * i)];
            for (int k = 0; k < power.length; k++) {
                power[k] = (float) Math.exp(random.nextGaussian() + 2 * Math.cos(0.05 * i * (k % Clip.BINS)));
            }
            float[][] variants = {power, power};
            clips.add(new Clip("English", "digits/" + i, "word " + (char) ('a' + i), false, variants, 1));
        }
        return clips;
    }

    @Test
    void lossFallsAndTheCheckpointBringsTheSameWeightsBack(@TempDir Path folder) throws IOException {
        Graph graph = new Graph();
        Lexicon lexicon = Lexicon.learn(clips());
        Trainer.Sizes sizes = new Trainer.Sizes(10, 5);
        Trainer trainer = new Trainer(graph, TINY, lexicon, clips(), sizes, 1, new TrainingLog());
        double before = textLoss(trainer.step(PLAN));
        for (int i = 0; i < 40; i++) {
            trainer.step(PLAN);
        }
        double after = textLoss(trainer.step(PLAN));
        assertTrue(after < 0.5 * before, before + " -> " + after);

        Path file = folder.resolve("checkpoint.bin");
        trainer.save(file);
        Trainer other = new Trainer(graph, TINY, lexicon, clips(), sizes, 2, new TrainingLog());
        other.load(file);
        String name = "thinker.audio_tower.conv_out.weight";
        assertTrue(trainer.weights().get(name).equal(other.weights().get(name)));
        trainer.threads().shutdown();
        other.threads().shutdown();
    }

    private static double textLoss(List<Worker.Sums> sums) {
        double loss = sums.stream().mapToDouble(s -> s.text).sum();
        return loss / sums.stream().mapToDouble(s -> s.tokens).sum();
    }
}
