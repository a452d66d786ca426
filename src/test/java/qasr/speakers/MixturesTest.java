package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

/** Two who talk at the same time are not a third speaker, and a third speaker is not two. */
final class MixturesTest {
    private static final int WIDTH = 192;

    private final List<double[]> embeddings = new ArrayList<>();
    private final List<double[]> times = new ArrayList<>();

    private static double[] direction(Random random) {
        double[] vector = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            vector[i] = random.nextGaussian();
        }
        return Similarities.unit(vector);
    }

    /** Adds pieces of a sum of directions with noise, right after the last ones or after a gap, and returns their numbers. */
    private List<Integer> say(Random random, int count, boolean gap, double[]... directions) {
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            double[] sum = new double[WIDTH];
            for (double[] direction : directions) {
                for (int i = 0; i < WIDTH; i++) {
                    sum[i] += direction[i] / directions.length;
                }
            }
            double[] noise = direction(random);
            for (int i = 0; i < WIDTH; i++) {
                sum[i] += 0.6 * noise[i];
            }
            double start = times.isEmpty() ? 0 : times.get(times.size() - 1)[0] + (gap && n == 0 ? 2 : 0.75);
            numbers.add(embeddings.size());
            embeddings.add(Similarities.unit(sum));
            times.add(new double[] {start, start + 1.5});
        }
        return numbers;
    }

    private Optional<List<Integer>> best(List<List<Integer>> pieces) {
        double[][] units = embeddings.toArray(double[][]::new);
        Mixtures mixtures = new Mixtures(
                times.stream().mapToDouble(time -> time[0]).toArray(),
                times.stream().mapToDouble(time -> time[1]).toArray());
        OptionalInt best = mixtures.best(
                pieces.stream().map(numbers -> VoiceCluster.of(numbers, units)).toList());
        return best.isEmpty() ? Optional.empty() : Optional.of(pieces.get(best.getAsInt()));
    }

    @Test
    void aSumOfTwoBesideThemIsAMixture() {
        Property.forAll(20, random -> {
            MixturesTest talk = new MixturesTest();
            double[] a = direction(random);
            double[] b = direction(random);
            List<Integer> first = talk.say(random, 12, false, a);
            List<Integer> both = talk.say(random, 3, false, a, b);
            List<Integer> second = talk.say(random, 12, false, b);
            both.addAll(talk.say(random, 3, false, a, b));
            first.addAll(talk.say(random, 5, false, a));
            List<Integer> third = talk.say(random, 6, true, direction(random));
            Optional<List<Integer>> found = talk.best(List.of(first, second, both, third));
            assertEquals(Optional.of(both), found);
        });
    }

    @Test
    void anotherVoiceIsNoMixture() {
        Property.forAll(20, random -> {
            MixturesTest talk = new MixturesTest();
            double[] common = direction(random);
            List<List<Integer>> pieces = new ArrayList<>();
            for (int voice = 0; voice < 4; voice++) {
                double[] own = direction(random);
                double[] both = IntStream.range(0, WIDTH)
                        .mapToDouble(i -> 0.5 * common[i] + 0.8 * own[i])
                        .toArray();
                pieces.add(talk.say(random, voice == 0 ? 4 : 10, false, both));
            }
            assertEquals(Optional.empty(), talk.best(pieces));
        });
    }

    /** Noise makes a cluster of mixtures less like a sum. If it never speaks for long, it is still not a speaker. */
    @Test
    void fragmentsThatAreHalfLikeASumAreAMixtureAndALongStretchIsNot() {
        for (boolean fragments : new boolean[] {true, false}) {
            Property.forAll(20, random -> {
                MixturesTest talk = new MixturesTest();
                double[] a = new double[WIDTH];
                double[] b = new double[WIDTH];
                double[] half = new double[WIDTH]; // both explain 0.4 of it
                a[0] = 1;
                b[1] = 1;
                half[0] = 0.5;
                half[1] = 0.5;
                half[2] = 0.87;
                List<Integer> first = new ArrayList<>();
                List<Integer> second = new ArrayList<>();
                List<Integer> between = new ArrayList<>();
                for (int turn = 0; turn < 12; turn++) {
                    first.addAll(talk.say(random, 8, false, a));
                    between.addAll(talk.say(random, turn == 0 && !fragments ? 4 : 2, false, half));
                    second.addAll(talk.say(random, 8, false, b));
                }
                assertEquals(
                        fragments ? Optional.of(between) : Optional.empty(),
                        talk.best(List.of(first, second, between)));
            });
        }
    }

    /** A voice between two others that speaks alone is a speaker, and so is one that speaks for long. */
    @Test
    void aVoiceBetweenTwoOthersIsASpeakerIfItSpeaksAloneOrForLong() {
        for (boolean gap : new boolean[] {true, false}) {
            Random random = new Random(7);
            MixturesTest talk = new MixturesTest();
            double[] a = direction(random);
            double[] b = direction(random);
            List<Integer> first = talk.say(random, 12, false, a);
            List<Integer> between = talk.say(random, gap ? 3 : 8, gap, a, b);
            List<Integer> second = talk.say(random, 12, gap, b);
            VoiceCluster middle = VoiceCluster.of(between, talk.embeddings.toArray(double[][]::new));
            double share = Mixtures.explained(
                    middle,
                    VoiceCluster.of(first, talk.embeddings.toArray(double[][]::new)),
                    VoiceCluster.of(second, talk.embeddings.toArray(double[][]::new)));
            assertTrue(share > 0.7, "share " + share);
            assertEquals(Optional.empty(), talk.best(List.of(first, second, between)));
        }
    }

    /** A requested number is kept: the mixture stays a cluster of its own if it is needed. */
    @Test
    void theNumberOfSpeakersIsThatOfTheVoices() {
        Property.forAll(10, random -> {
            MixturesTest talk = new MixturesTest();
            double[] a = direction(random);
            double[] b = direction(random);
            for (int turn = 0; turn < 5; turn++) {
                talk.say(random, 6, false, a);
                talk.say(random, 2, false, a, b);
                talk.say(random, 6, false, b);
                talk.say(random, 2, false, a, b);
            }
            List<VoiceClusters.Voice> voices = new ArrayList<>();
            for (int i = 0; i < talk.embeddings.size(); i++) {
                float[] numbers = new float[WIDTH];
                for (int j = 0; j < WIDTH; j++) {
                    numbers[j] = (float) talk.embeddings.get(i)[j];
                }
                voices.add(
                        new VoiceClusters.Voice(talk.times.get(i)[0], talk.times.get(i)[1], true, numbers));
            }
            assertEquals(
                    2, Labels.count(VoiceClusters.of(voices, SpeakerCount.ANY).labels()));
            assertEquals(
                    3,
                    Labels.count(
                            VoiceClusters.of(voices, SpeakerCount.exactly(3)).labels()));
        });
    }
}
