package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class VoiceClustersTest {
    private static int[] labels(List<VoiceClusters.Voice> voices) {
        return VoiceClusters.of(voices, SpeakerCount.ANY).labels();
    }

    private static List<VoiceClusters.Voice> voices(double[][] embeddings) {
        List<VoiceClusters.Voice> voices = new ArrayList<>();
        for (int i = 0; i < embeddings.length; i++) {
            float[] numbers = new float[embeddings[i].length];
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = (float) embeddings[i][j];
            }
            voices.add(new VoiceClusters.Voice(0.75 * i, 0.75 * i + 1.5, true, numbers));
        }
        return voices;
    }

    @Test
    void theNumberOfSpeakersIsRightMoreOftenThanByThePublishedRules() {
        int ours = 0;
        int published = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int speakers = 1 + seed % 6;
            double noise = 0.3 + 0.3 * (seed / 6 % 4);
            Voices voices = Voices.conversation(random, speakers, 5 * speakers + random.nextInt(100), noise);
            int[] labels = labels(voices.voices());
            ours += Labels.count(labels) == speakers ? 1 : 0;
            double[][] embeddings = voices.voices().stream()
                    .map(voice -> {
                        double[] numbers = new double[voice.embedding().length];
                        Arrays.setAll(numbers, i -> voice.embedding()[i]);
                        return numbers;
                    })
                    .toArray(double[][]::new);
            int[] old = PublishedClustering.labels(embeddings, OptionalInt.empty());
            published += Labels.count(old) == speakers ? 1 : 0;
        }
        assertTrue(ours >= 53 && ours > published, ours + " of 60, published rules " + published);
    }

    @Test
    void anotherOrderGivesTheSameSpeakers() {
        Property.forAll(30, random -> {
            Voices voices = Voices.conversation(random, 1 + random.nextInt(5), 25 + random.nextInt(60), 1);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < voices.voices().size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            int[] plain = labels(voices.voices());
            int[] shuffled = labels(order.stream().map(voices.voices()::get).toList());
            for (int i = 0; i < plain.length; i++) {
                assertEquals(plain[order.get(i)], shuffled[i]);
            }
        });
    }

    @Test
    void aRequestedNumberHolds() {
        Property.forAll(60, random -> {
            int pieces = 1 + random.nextInt(70);
            Voices voices = Voices.conversation(random, 1 + random.nextInt(5), pieces, 0.5 + random.nextDouble());
            int wanted = 1 + random.nextInt(8);
            int[] labels = VoiceClusters.of(voices.voices(), SpeakerCount.exactly(wanted))
                    .labels();
            assertEquals(Math.min(wanted, pieces), Labels.count(labels));
            int least = 1 + random.nextInt(4);
            int most = least + random.nextInt(3);
            int count = Labels.count(VoiceClusters.of(voices.voices(), new SpeakerCount(least, most))
                    .labels());
            assertTrue(count >= Math.min(least, pieces) && count <= most, count + " in " + least + "-" + most);
        });
    }

    @Test
    void numbersHaveNoHolesAndFollowTime() {
        Property.forAll(30, random -> {
            Voices voices = Voices.conversation(random, 1 + random.nextInt(6), 40, 1.5 * random.nextDouble());
            int[] labels = labels(voices.voices());
            assertArrayEquals(Labels.numbered(labels), labels);
            assertEquals(
                    Labels.count(labels),
                    VoiceClusters.of(voices.voices(), SpeakerCount.ANY).means().length);
        });
    }

    /** The published rules give one speaker for each of these. */
    @Test
    void aSpeakerWithFewPiecesIsKept() {
        for (JsonObject each :
                GoldenFile.objects(GoldenFile.read("clustering.json").get("cases"))) {
            String name = each.get("name").getAsString();
            if (name.equals("two-different") || name.equals("ahc-minor-four")) {
                int[] first = GoldenFile.integers(each.get("labels_first_stage"));
                assertArrayEquals(first, labels(voices(GoldenFile.rows(each.get("embeddings")))), name);
            }
        }
    }

    @Test
    void weakPiecesFoundNoSpeakersButGetOne() {
        Voices voices = Voices.conversation(new Random(3), 2, 40, 0.4);
        Random random = new Random(4);
        List<VoiceClusters.Voice> all = new ArrayList<>(voices.voices());
        for (int i = 0; i < 5; i++) {
            float[] noise = new float[192];
            for (int j = 0; j < noise.length; j++) {
                noise[j] = (float) random.nextGaussian();
            }
            all.add(new VoiceClusters.Voice(100 + i, 100.5 + i, false, noise));
        }
        int[] labels = labels(all);
        assertEquals(2, Labels.count(labels));
        assertArrayEquals(Labels.numbered(voices.speakers()), Arrays.copyOf(labels, 40));
        assertEquals(5, labels(all.subList(40, 45)).length); // only weak ones: somebody spoke
    }

    @Test
    void nothingAndOnePieceAndEqualPiecesAreNoTrouble() {
        assertEquals(0, labels(List.of()).length);
        assertArrayEquals(new int[] {0}, labels(voices(new double[][] {{1, 2}})));
        assertArrayEquals(new int[] {0, 0, 0}, labels(voices(new double[][] {{1, 2}, {1, 2}, {1, 2}})));
        assertArrayEquals(new int[] {0}, labels(voices(new double[][] {{0, 0}})));
        double[][] same = new double[50][];
        Arrays.fill(same, new double[] {3, 4});
        assertEquals(
                Set.of(0),
                new HashSet<>(Arrays.stream(labels(voices(same))).boxed().toList()));
    }

    /** The similarities of the items that are linked take n^2 memory, so their number has a limit for any pieces. */
    @Test
    void neverAreMoreItemsLinkedThanTheLimit() {
        Random random = new Random(3);
        for (double alike : new double[] {0, 0.5, 1}) {
            double[] common = random.doubles(16, -1, 1).toArray();
            double[][] units = new double[5 * VoiceClusters.MOST_LINKED][];
            boolean[] touching = new boolean[units.length];
            for (int i = 0; i < units.length; i++) {
                units[i] = Similarities.unit(IntStream.range(0, 16)
                        .mapToDouble(j -> alike * common[j] + (1 - alike) * random.nextGaussian())
                        .toArray());
                touching[i] = random.nextInt(4) > 0;
            }
            NeighbourGroups groups = NeighbourGroups.of(units, touching, 0.5, VoiceClusters.MOST_LINKED);
            assertTrue(groups.size() <= VoiceClusters.MOST_LINKED, groups.size() + " items");
            assertTrue(groups.size() > 0);
        }
    }

    /** More pieces than are linked at once. */
    @Test
    void longRecordingsAreClusteredInParts() {
        Voices voices = Voices.conversation(new Random(5), 4, 2 * VoiceClusters.MOST_LINKED, 0.8);
        int[] labels = labels(voices.voices());
        assertEquals(4, Labels.count(labels));
        int wrong = 0;
        int[] truth = Labels.numbered(voices.speakers());
        for (int i = 0; i < labels.length; i++) {
            wrong += labels[i] == truth[i] ? 0 : 1;
        }
        assertTrue(wrong < labels.length / 50, wrong + " pieces have another speaker");
    }
}
