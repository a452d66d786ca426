package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.model.ModelException;
import qasr.testing.SeededSpeakers;
import qasr.testing.SeededSpeakers.Tensor;
import qasr.testing.SpeakerFiles;

/** Weight files of the speaker models: which they are, and that nothing else is taken for one. */
class SpeakerWeightFileTest {
    private static final long SEED = 5;

    @TempDir
    Path folder;

    private static void assertSame(Map<String, Tensor> expected, SpeakerWeights weights) {
        expected.forEach((name, tensor) -> {
            if (!tensor.isCounter()) {
                assertArrayEquals(tensor.values(), weights.tensor(name).values(), name);
            }
        });
        assertEquals(
                expected.values().stream().filter(tensor -> !tensor.isCounter()).count(),
                weights.tensors().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {192, 512})
    void campplusComesFromACheckpoint(int width) throws IOException {
        Map<String, Tensor> tensors = SeededSpeakers.campplus(SEED, width);
        assertEquals(937, tensors.size());
        String prefix = width == 512 ? "module." : "";
        SpeakerWeights weights = SpeakerWeightFile.read(SpeakerFiles.torch(folder.resolve("c.pt"), tensors, prefix));
        assertEquals(SpeakerModel.CAMPPLUS, weights.model());
        assertEquals(Optional.of(width), weights.width());
        assertEquals(Optional.empty(), weights.published());
        assertSame(tensors, weights);
    }

    @Test
    void segmentationComesFromEveryFormat() throws IOException {
        Map<String, Tensor> tensors = SeededSpeakers.segmentation(SEED);
        for (Path file : List.of(
                SpeakerFiles.torch(folder.resolve("pytorch_model.bin"), tensors, ""),
                SpeakerFiles.safetensors(folder.resolve("model.safetensors"), tensors),
                SpeakerFiles.onnx(folder.resolve("model.onnx"), tensors))) {
            SpeakerWeights weights = SpeakerWeightFile.read(file, SpeakerModel.SEGMENTATION);
            assertSame(tensors, weights);
            String other = assertThrows(ModelException.class, () -> SpeakerWeightFile.read(file, SpeakerModel.CAMPPLUS))
                    .getMessage();
            assertTrue(other.contains("(segmentation-3.0), not for speaker embeddings (campplus)"), other);
        }
    }

    private String refused(Map<String, Tensor> tensors) throws IOException {
        Path file = SpeakerFiles.safetensors(folder.resolve("file"), tensors);
        String message = assertThrows(ModelException.class, () -> SpeakerWeightFile.read(file))
                .getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void missingUnknownAndWrongTensorsAreNamed() throws IOException {
        Map<String, Tensor> tensors = SeededSpeakers.segmentation(SEED);
        Tensor bias = tensors.remove("linear.1.bias");
        tensors.put("linear.9.bias", bias);
        String both = refused(tensors);
        assertTrue(both.contains("1 tensors are missing, such as linear.1.bias"), both);
        assertTrue(both.contains("1 tensors are unknown, such as linear.9.bias"), both);
        tensors.remove("linear.9.bias");
        tensors.put("linear.1.bias", new Tensor(new long[] {64, 2}, new float[128]));
        assertTrue(refused(tensors).contains("tensor linear.1.bias has sizes [64, 2], segmentation-3.0 has [128]"));
        bias.values()[3] = Float.NaN;
        tensors.put("linear.1.bias", bias);
        assertTrue(refused(tensors).contains("tensor linear.1.bias contains NaN"));
    }

    @Test
    void embeddingsOfAnUnknownWidthAndNegativeVariancesAreRefused() throws IOException {
        assertTrue(refused(SeededSpeakers.campplus(SEED, 256)).contains("embeddings of 192 and 512 numbers"));
        Map<String, Tensor> tensors = SeededSpeakers.campplus(SEED, 192);
        tensors.get("head.bn1.running_var").values()[0] = -1;
        assertTrue(refused(tensors).contains("tensor head.bn1.running_var contains -1.0"));
    }

    @Test
    void numbersInPlaceOfMatricesAndNamesInSeveralLinesAreRefused() throws IOException {
        Map<String, Tensor> tensors = SeededSpeakers.segmentation(SEED);
        tensors.put("classifier.weight", new Tensor(new long[0], new float[1]));
        assertTrue(refused(tensors).contains("tensor classifier.weight has sizes []"), refused(tensors));
        Map<String, Tensor> voices = SeededSpeakers.campplus(SEED, 192);
        voices.put("xvector.dense.linear.weight", new Tensor(new long[0], new float[1]));
        assertTrue(refused(voices).contains("has sizes []; qasr knows CAM++"), refused(voices));
        Map<String, Tensor> lines = SeededSpeakers.segmentation(SEED);
        lines.put("a\\nb", lines.get("linear.0.bias"));
        assertTrue(refused(lines).contains("1 tensors are unknown, such as a?b"), refused(lines));
    }

    static Stream<Arguments> foreign() {
        Map<String, Tensor> wespeaker = SeededSpeakers.campplus(1, 512);
        wespeaker.put("projection.weight", new Tensor(new long[] {1}, new float[1]));
        Map<String, Tensor> older = SeededSpeakers.segmentation(1);
        older.put("classifier.weight", new Tensor(new long[] {3, 128}, new float[384]));
        return Stream.of(
                Arguments.of(wespeaker, "is a CAM++ of WeSpeaker, which was trained with other features"),
                Arguments.of(older, "is an older segmentation model of pyannote"),
                Arguments.of(one("resnet.conv1.weight"), "is a ResNet of WeSpeaker"),
                Arguments.of(one("thinker.audio_tower.x"), "is a language or speech recognition model"),
                Arguments.of(
                        one("anything"), "is neither CAM++ nor segmentation-3.0: it has 1 tensors, such as anything"));
    }

    private static Map<String, Tensor> one(String name) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(name, new Tensor(new long[] {1}, new float[1]));
        return tensors;
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void otherFamiliesAreRefusedByName(Map<String, Tensor> tensors, String reason) throws IOException {
        assertTrue(refused(tensors).contains(reason), refused(tensors));
    }

    @Test
    void anExportOfCampplusAndAnExportInEightBitsAreRefusedByName() throws IOException {
        String folded = refusedOnnx("xvector.tdnn.linear.weight");
        assertTrue(folded.contains("is an ONNX export of CAM++"), folded);
        String small = refusedOnnx("onnx::MatMul_7_quantized");
        assertTrue(small.contains("is an ONNX model in 8 bits; use the float model beside it"), small);
    }

    private String refusedOnnx(String name) throws IOException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        SpeakerFiles.initialiser(graph, name, new Tensor(new long[] {2}, new float[2]));
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        SpeakerFiles.message(model, 7, graph.toByteArray());
        Path file = Files.write(folder.resolve("export.onnx"), model.toByteArray());
        return assertThrows(ModelException.class, () -> SpeakerWeightFile.read(file))
                .getMessage();
    }
}
