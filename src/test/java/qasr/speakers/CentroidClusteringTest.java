package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

/** The rules of pyannote give the heights and labels of the original program. */
final class CentroidClusteringTest {
    private static final JsonObject GOLDEN = GoldenFile.read("clustering-centroid.json");

    private static SpeakerCount wanted(JsonObject each) {
        JsonElement exact = each.get("num_clusters");
        if (!exact.isJsonNull()) {
            return SpeakerCount.exactly(exact.getAsInt());
        }
        JsonElement most = each.get("max_clusters");
        return new SpeakerCount(
                each.get("min_clusters").getAsInt(), most.isJsonNull() ? Integer.MAX_VALUE : most.getAsInt());
    }

    @Test
    void everyCaseHasTheOriginalLabelsAndHeights() {
        double threshold = GOLDEN.getAsJsonObject("parameters").get("threshold").getAsDouble();
        assertEquals(CentroidClustering.PUBLISHED_THRESHOLD, threshold);
        List<JsonObject> cases = GoldenFile.objects(GOLDEN.get("cases"));
        assertEquals(4, cases.size());
        for (JsonObject each : cases) {
            String name = each.get("name").getAsString();
            double[][] embeddings = GoldenFile.rows(each.get("embeddings"));
            double[] heights = CentroidClustering.steps(Similarities.units(embeddings)).stream()
                    .mapToDouble(CentroidClustering.Step::height)
                    .toArray();
            double[] last = GoldenFile.numbers(each.get("last_heights"));
            assertArrayEquals(
                    last, Arrays.copyOfRange(heights, heights.length - last.length, heights.length), 1e-7, name);
            int inversions = 0;
            for (int i = 1; i < heights.length; i++) {
                inversions += heights[i] < heights[i - 1] ? 1 : 0;
            }
            assertEquals(each.get("inversions").getAsInt(), inversions, name);
            assertEquals(
                    each.get("effective_min_cluster_size").getAsInt(),
                    CentroidClustering.minimumSize(embeddings.length),
                    name);
            assertArrayEquals(
                    GoldenFile.integers(each.get("labels")),
                    CentroidClustering.labels(embeddings, wanted(each), threshold),
                    name);
        }
    }

    @Test
    void theMinimumSizeIsATenthRoundedHalfToEven() {
        assertArrayEquals(
                new int[] {1, 1, 1, 2, 2, 2, 2, 3, 4, 11, 12, 12},
                Arrays.stream(new int[] {1, 5, 14, 15, 16, 24, 25, 26, 35, 114, 115, 9000})
                        .map(CentroidClustering::minimumSize)
                        .toArray());
    }

    /** Heights are distances of the means, also where the steps are computed from older distances. */
    @Test
    void heightsAreDistancesOfMeansAndTheNumbersHold() {
        Property.forAll(20, random -> {
            int n = 2 + random.nextInt(40);
            double[][] embeddings = new double[n][6];
            for (double[] row : embeddings) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
            double[][] units = Similarities.units(embeddings);
            List<CentroidClustering.Step> steps = CentroidClustering.steps(units);
            int[] owner = new int[n];
            Arrays.setAll(owner, i -> i);
            for (CentroidClustering.Step step : steps) {
                double[] into = mean(units, owner, step.into());
                double[] from = mean(units, owner, step.from());
                double square = 0;
                for (int i = 0; i < into.length; i++) {
                    square += (into[i] - from[i]) * (into[i] - from[i]);
                }
                assertEquals(Math.sqrt(square), step.height(), 1e-6);
                assertTrue(step.highest() >= step.height());
                for (int i = 0; i < n; i++) {
                    owner[i] = owner[i] == step.from() ? step.into() : owner[i];
                }
                assertEquals(Arrays.stream(owner).filter(o -> o == step.into()).count(), step.size());
            }
            int[] one = CentroidClustering.labels(embeddings, SpeakerCount.exactly(1), 0.7);
            assertEquals(1, Labels.count(one));
            int[] free = CentroidClustering.labels(embeddings, SpeakerCount.ANY, 0.7);
            Set<Integer> sizes = new HashSet<>();
            Arrays.stream(Labels.sizes(free)).forEach(sizes::add);
            assertTrue(Labels.count(free) == 1 || sizes.stream().allMatch(s -> s >= CentroidClustering.minimumSize(n)));
        });
    }

    private static double[] mean(double[][] units, int[] owner, int cluster) {
        double[] mean = new double[units[0].length];
        int count = 0;
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] == cluster) {
                Similarities.add(mean, units[i]);
                count++;
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        return mean;
    }

    @Test
    void noneAndOneAreNoClustering() {
        assertEquals(0, CentroidClustering.labels(new double[0][], SpeakerCount.ANY, 0.7).length);
        assertArrayEquals(new int[1], CentroidClustering.labels(new double[][] {{1, 2}}, SpeakerCount.exactly(3), 0.7));
    }
}
