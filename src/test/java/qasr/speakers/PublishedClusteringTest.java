package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

/** The published rules give the labels of the original program at every stage. */
final class PublishedClusteringTest {
    private static final JsonObject GOLDEN = GoldenFile.read("clustering.json");

    @Test
    void everyCaseHasTheOriginalLabels() {
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("cases"))) {
            String name = each.get("name").getAsString();
            double[][] embeddings = GoldenFile.rows(each.get("embeddings"));
            OptionalInt wanted = each.has("speaker_num")
                    ? OptionalInt.of(each.get("speaker_num").getAsInt())
                    : OptionalInt.empty();
            PublishedClustering.Stages stages = PublishedClustering.stages(embeddings, wanted);
            if (each.has("labels_first_stage")) {
                assertArrayEquals(GoldenFile.integers(each.get("labels_first_stage")), stages.first(), name);
                assertArrayEquals(
                        GoldenFile.integers(each.get("labels_after_minor_filter")),
                        Labels.numbered(stages.major()),
                        name);
            }
            assertArrayEquals(GoldenFile.integers(each.get("labels")), Labels.numbered(stages.last()), name);
            if (each.has("merge_similarities")) {
                assertArrayEquals(
                        GoldenFile.numbers(each.get("merge_similarities")),
                        PublishedClustering.linkage(embeddings).stream()
                                .mapToDouble(AverageLinkage.Merge::similarity)
                                .toArray(),
                        1e-6,
                        name);
            }
            if (each.has("eigenvalues")) {
                double[] values = SymmetricEigen.of(PublishedClustering.laplacian(embeddings))
                        .values();
                assertArrayEquals(GoldenFile.numbers(each.get("eigenvalues")), Arrays.copyOf(values, 16), 1e-6, name);
                assertEquals(
                        each.get("laplacian_trace").getAsDouble(),
                        Arrays.stream(values).sum(),
                        1e-5,
                        name);
                assertEquals(
                        each.get("speakers_first_stage").getAsInt(),
                        wanted.orElse(PublishedClustering.speakers(values)),
                        name);
            }
        }
    }

    @Test
    void theLastStagesHaveTheOriginalLabelsAlone() {
        for (JsonObject each : GoldenFile.objects(GOLDEN.get("functions"))) {
            double[][] embeddings = GoldenFile.rows(each.get("embeddings"));
            int[] labels = GoldenFile.integers(each.get("labels_in"));
            assertArrayEquals(
                    GoldenFile.integers(each.get("labels_out")),
                    each.get("function").getAsString().equals("merge_by_cos")
                            ? PublishedClustering.merged(embeddings, labels)
                            : PublishedClustering.withoutMinor(embeddings, labels));
        }
    }

    @Test
    void aRowKeepsTheOriginalNumberOfNeighbours() {
        for (double[] pair : GoldenFile.rows(GOLDEN.get("kept_per_row_by_n"))) {
            assertEquals((int) pair[1], PublishedClustering.keptPerRow((int) pair[0]), "n = " + pair[0]);
        }
    }

    @Test
    void nothingHasNoSpeakers() {
        assertEquals(0, PublishedClustering.labels(new double[0][], OptionalInt.empty()).length);
    }

    @Test
    void eigenvectorsSatisfyTheirEquation() {
        Property.forAll(30, random -> {
            int n = 1 + random.nextInt(40);
            double[][] matrix = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    // Few values, so that some are equal and some rows are zero.
                    matrix[i][j] = random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0;
                    matrix[j][i] = matrix[i][j];
                }
            }
            SymmetricEigen.Spectrum spectrum = SymmetricEigen.of(matrix);
            for (int v = 0; v < n; v++) {
                double[] vector = spectrum.vectors()[v];
                for (int i = 0; i < n; i++) {
                    assertEquals(
                            spectrum.values()[v] * vector[i], Similarities.dot(matrix[i], vector), 1e-9, "n = " + n);
                }
                for (int w = 0; w <= v; w++) {
                    assertEquals(v == w ? 1 : 0, Similarities.dot(vector, spectrum.vectors()[w]), 1e-9);
                }
                assertEquals(true, v == 0 || spectrum.values()[v - 1] <= spectrum.values()[v]);
            }
        });
    }
}
