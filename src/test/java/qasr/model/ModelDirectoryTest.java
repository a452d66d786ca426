package qasr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Shared;
import qasr.text.Tokenizer;

class ModelDirectoryTest {
    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void write() throws IOException {
        directory = SeededModel.tiny().writeTo(temporary.resolve("model"));
    }

    private String problem() {
        String message = assertThrows(ModelException.class, () -> ModelDirectory.open(directory))
                .getMessage();
        assertFalse(message.contains("\n"), "one line: " + message);
        return message;
    }

    private void assertProblem(String... parts) {
        String message = problem();
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + message + "' should name '" + part + "'");
        }
    }

    private void edit(String file, String old, String replacement) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(old), file + " has no " + old);
        Files.writeString(path, text.replace(old, replacement));
    }

    @Test
    void aLineEndInAValueMakesNoSecondLine() throws Exception {
        edit("config.json", "\"qwen3_asr\"", "\"qwen\\n3\"");
        assertProblem("config.json", "qwen?3");
    }

    @Test
    void listsThatHoldOtherThingsThanTextsAreNamed() throws Exception {
        for (String odd : List.of("[[1, 2]]", "[{\"a\": 1}]", "[[]]", "[null]", "[1]")) {
            for (String key : List.of("architectures", "support_languages")) {
                SeededModel.tiny().writeTo(directory);
                String config = Files.readString(directory.resolve("config.json"));
                Files.writeString(
                        directory.resolve("config.json"),
                        config.replaceAll("\"" + key + "\": *\\[[^\\]]*\\],?", "")
                                .replaceFirst("\\{", "{\"" + key + "\": " + odd + ","));
                assertProblem("config.json", key + " contains ", "not a string");
            }
        }
    }

    @Test
    void allNumbersAndIdsComeFromTheFiles() throws Exception {
        ModelConfig config = ModelDirectory.open(directory).config();
        assertEquals(new AudioEncoderConfig(80, 8, 16, 2, 2, 32, 32, 100, 8), config.audio());
        assertEquals(new TextDecoderConfig(320, 32, 2, 4, 2, 8, 48, 1e-6, 1e6, 65536, true), config.text());
        assertEquals(new FeatureConfig(80, 160, 400), config.features());
        assertEquals(new SpecialTokens(286, 284, 285, 287, Set.of(281, 283)), config.tokens());
        assertEquals(List.of("English", "Spanish"), config.languages());
        assertEquals(OptionalLong.empty(), config.longestChunkSamples());
    }

    @Test
    void aModelMayLimitTheChunkLength() throws Exception {
        Path file = directory.resolve("config.json");
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst("\\{", "{\"qasr\": {\"max_chunk_seconds\": 12},"));
        assertEquals(
                OptionalLong.of(12L * 16_000),
                ModelDirectory.open(directory).config().longestChunkSamples());
    }

    @Test
    void bothLayoutsAndShardsGiveTheSameConfiguration() throws Exception {
        ModelConfig published = ModelDirectory.open(directory).config();
        Path path = SeededModel.tiny()
                .layout(SeededModel.Layout.NATIVE)
                .shards(3)
                .type(SeededModel.Type.F32)
                .writeTo(temporary.resolve("native"));
        ModelDirectory other = ModelDirectory.open(path);
        assertEquals(published.audio(), other.config().audio());
        assertEquals(published.text(), other.config().text());
        assertEquals(published.tokens(), other.config().tokens());
        assertEquals(
                "model.language_model.embed_tokens.weight", other.outputMatrix().name());
        assertEquals(ElementType.F32, other.tensor("audio_tower.proj1.weight").type());
        assertEquals(
                "model.multi_modal_projector.linear_1.weight",
                other.tensor("audio_tower.proj1.weight").name());
    }

    @Test
    void theNativeNamesOfTheTransformersLibraryAreAliases() throws Exception {
        edit("config.json", "encoder_attention_heads", "num_attention_heads");
        edit("config.json", "encoder_layers", "num_hidden_layers");
        edit("config.json", "encoder_ffn_dim", "intermediate_size");
        edit("config.json", "d_model", "hidden_size");
        assertEquals(
                new AudioEncoderConfig(80, 8, 16, 2, 2, 32, 32, 100, 8),
                ModelDirectory.open(directory).config().audio());
    }

    @Test
    void aMissingDirectoryAndAFileAreToldApart() throws Exception {
        directory = temporary.resolve("nowhere");
        assertProblem("nowhere: no such directory", "config.json");
        directory = Files.createFile(temporary.resolve("file"));
        assertProblem("file: not a directory");
    }

    @Test
    void everyMissingFileIsNamed() throws Exception {
        for (String name : List.of(
                "config.json",
                "generation_config.json",
                "preprocessor_config.json",
                "model.safetensors",
                "vocab.json",
                "merges.txt",
                "tokenizer_config.json")) {
            directory = SeededModel.tiny().writeTo(temporary.resolve("without-" + name));
            Files.delete(directory.resolve(name));
            assertProblem(name, "missing");
        }
    }

    @Test
    void anEmptyDirectoryNamesAllThatIsMissing() throws Exception {
        directory = Files.createDirectory(temporary.resolve("empty"));
        assertProblem("missing config.json, model.safetensors, vocab.json, merges.txt, tokenizer_config.json");
    }

    @Test
    void theWrongModelIsNamedBeforeMissingFiles() throws Exception {
        Files.delete(directory.resolve("merges.txt"));
        Files.writeString(directory.resolve("config.json"), "{\"model_type\": \"whisper\"}");
        assertProblem("config.json: model_type is 'whisper'");
    }

    @Test
    void aMissingShardIsNamed() throws Exception {
        directory = SeededModel.tiny().shards(3).writeTo(temporary.resolve("sharded"));
        ModelDirectory.open(directory);
        Files.delete(directory.resolve("model-00002-of-00003.safetensors"));
        assertProblem("model-00002-of-00003.safetensors: missing", "download it again");
    }

    /** The working directory of a zip file system is its root, so that no process has to be started in the model. */
    @Test
    void shardsInTheWorkingDirectoryAreFound() throws Exception {
        directory = SeededModel.tiny().shards(2).writeTo(temporary.resolve("sharded"));
        try (FileSystem zip = FileSystems.newFileSystem(temporary.resolve("model.zip"), Map.of("create", "true"));
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, zip.getPath(file.getFileName().toString()));
            }
            for (String here : List.of(".", "")) {
                assertEquals(
                        WeightFiles.entries(directory).keySet(),
                        WeightFiles.entries(zip.getPath(here)).keySet());
            }
        }
    }

    @Test
    void aTruncatedFileSaysHowLongItShouldBe() throws Exception {
        Path weights = directory.resolve("model.safetensors");
        long whole = Files.size(weights);
        truncate(weights, whole - 1);
        assertProblem("model.safetensors: truncated: its header says %,d bytes, the file has %,d"
                .formatted(whole, whole - 1));
        truncate(weights, 100);
        assertProblem("model.safetensors: truncated");
        truncate(weights, 5);
        assertProblem("model.safetensors: not a safetensors file (5 bytes");
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    @Test
    void aGitLfsPointerInPlaceOfTheWeightsIsRecognised() throws Exception {
        Files.writeString(
                directory.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1876091704\n");
        assertProblem("model.safetensors: not a safetensors file", "Git LFS pointer", "download it again");
    }

    @Test
    void aTensorOfAnotherShapeIsNamedWithBothShapes() throws Exception {
        edit("config.json", "\"vocab_size\": 320", "\"vocab_size\": 321");
        assertProblem(
                "model.safetensors: tensor thinker.model.embed_tokens.weight has the shape [320, 32]", "[321, 32]");
    }

    @Test
    void aMissingTensorIsNamed() throws Exception {
        edit("config.json", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3");
        assertProblem("model.safetensors: tensor thinker.model.layers.2.input_layernorm.weight is missing");
    }

    @Test
    void anotherElementTypeIsNamed() throws Exception {
        Path weights = directory.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        String header = new String(bytes, 8, 200, java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = 8 + header.indexOf("BF16");
        System.arraycopy("F8_E".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, bytes, at, 4);
        Files.write(weights, bytes);
        assertProblem(
                "model.safetensors: tensor thinker.audio_tower.conv2d1.weight is stored as F8_E", "BF16, F16 and F32");
    }

    @Test
    void wrongJsonIsNamedWithItsKey() throws Exception {
        edit("config.json", "\"d_model\": 16", "\"d_model\": \"16\"");
        assertProblem("config.json: thinker_config.audio_config.d_model is \"16\", not a positive number");
        write();
        edit("config.json", "\"n_window\": 50,", "");
        assertProblem("config.json: thinker_config.audio_config.n_window is missing");
        write();
        Files.writeString(directory.resolve("config.json"), "<html>not found</html>");
        assertProblem("config.json: not");
        write();
        Files.writeString(directory.resolve("config.json"), "{\"model_type\": ");
        assertProblem("config.json: not valid JSON");
        write();
        Files.writeString(directory.resolve("vocab.json"), "[]");
        assertProblem("vocab.json");
    }

    @Test
    void anEmptyFileAndAListAreNamedOnce() throws Exception {
        for (String content : List.of("", "[]")) {
            Path config = Files.writeString(directory.resolve("config.json"), content);
            assertEquals(config + ": not a JSON object (download damaged?)", problem());
        }
    }

    @Test
    void numbersThatContradictEachOtherAreNamed() throws Exception {
        edit("preprocessor_config.json", "80", "128");
        assertProblem("num_mel_bins is 80, but the feature extractor's feature_size is 128");
        write();
        edit("config.json", "\"n_window_infer\": 800", "\"n_window_infer\": 850");
        assertProblem("config.json: audio_config.n_window_infer is 850");
        write();
        edit("config.json", "\"audio_token_id\": 286", "\"audio_token_id\": 285");
        assertProblem("audio_token_id is 285, but the vocabulary's <|audio_pad|> is 286");
        write();
        edit("config.json", "\"num_key_value_heads\": 2", "\"num_key_value_heads\": 3");
        assertProblem("num_attention_heads is 4, not a multiple of num_key_value_heads 3");
    }

    @Test
    void anotherModelAndAForcedAlignerAreRejected() throws Exception {
        edit(
                "config.json",
                "\"thinker_config\": {\"model_type\": \"qwen3_asr\"",
                "\"thinker_config\": {\"model_type\": \"qwen3_forced_aligner\", \"classify_num\": 5000");
        assertProblem("config.json: this is a forced aligner", "Qwen3-ASR");
        Files.writeString(directory.resolve("config.json"), "{\"model_type\": \"whisper\"}");
        assertProblem("config.json: model_type is 'whisper'");
        Files.writeString(directory.resolve("config.json"), "{}");
        assertProblem("config.json: model_type is ''");
    }

    @Test
    void anIndexMayNotLeadOutOfTheDirectory() throws Exception {
        Files.writeString(
                directory.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"thinker.model.norm.weight\": \"../model/../x.safetensors\"}}");
        assertProblem(
                "model.safetensors.index.json: weight_map names '../model/../x.safetensors' outside the directory");
    }

    @Test
    void thePublishedSmallFilesAreRead() throws Exception {
        Path published = Shared.file("data/published/Qwen3-ASR-0.6B");
        directory = temporary.resolve("published");
        copy(published, directory);
        copy(Shared.file("data/tokenizer"), directory);
        assertProblem("published: missing model.safetensors;");
        ConfigFiles files = ConfigFiles.open(directory);
        assertEquals(new AudioEncoderConfig(128, 480, 896, 18, 14, 3584, 1024, 100, 8), files.audio());
        assertEquals(new TextDecoderConfig(151936, 1024, 28, 16, 8, 128, 3072, 1e-6, 1e6, 65536, true), files.text());
        assertEquals(new FeatureConfig(128, 160, 400), files.features());
        assertEquals(30, files.languages().size());
        SpecialTokens tokens = files.tokens(qasr.text.Tokenizer.load(directory));
        assertEquals(new SpecialTokens(151676, 151669, 151670, 151704, Set.of(151643, 151645)), tokens);
        assertEquals(611, WeightNames.required(files.audio(), files.text()).size());
        directory = Shared.file("data/published/Qwen3-ForcedAligner-0.6B");
        assertTrue(ConfigFiles.open(directory).isAligner());
        assertProblem("Qwen3-ForcedAligner-0.6B: missing model.safetensors, vocab.json, merges.txt;");
    }

    @Test
    void thePublishedSmallFilesOfTheAlignerAreRead() throws Exception {
        copy(Shared.file("data/published/Qwen3-ForcedAligner-0.6B"), temporary.resolve("published"));
        copy(Shared.file("data/tokenizer"), temporary.resolve("published"));
        directory = temporary.resolve("published");
        ConfigFiles files = ConfigFiles.open(directory);
        assertEquals(new AudioEncoderConfig(128, 480, 1024, 24, 16, 4096, 1024, 100, 8), files.audio());
        assertEquals(new TextDecoderConfig(152064, 1024, 28, 16, 8, 128, 3072, 1e-6, 1e6, 8192, false), files.text());
        assertEquals(11, files.languages().size());
        assertEquals(new AlignerConfig(151705, 5000, 80), files.aligner(Tokenizer.load(directory), 5000));
        assertEquals(707, WeightNames.required(files.audio(), files.text()).size()); // and the head
        String message = assertThrows(ModelException.class, () -> files.aligner(Tokenizer.load(directory), 4999))
                .getMessage();
        assertTrue(message.contains("classify_num is 5000, but the weights have 4999 classes"), message);
    }

    @Test
    void bothLayoutsOfAnAlignerAreTheSame() throws Exception {
        directory = SeededModel.aligner(SeededShape.TINY_ALIGNER).writeTo(temporary.resolve("aligner"));
        ModelDirectory original = ModelDirectory.openAligner(directory);
        assertEquals(
                Optional.of(new AlignerConfig(288, 40, 80)), original.config().aligner());
        assertEquals("thinker.lm_head.weight", original.outputMatrix().name());
        assertEquals(List.of(40L, 32L), original.outputMatrix().shape());
        assertProblem("config.json: this is a forced aligner", "give the directory of a Qwen3-ASR model");
        assertTrue(ModelDirectory.isAligner(directory));
        directory = SeededModel.aligner(SeededShape.TINY_ALIGNER)
                .layout(SeededModel.Layout.NATIVE)
                .shards(2)
                .writeTo(temporary.resolve("native-aligner"));
        ModelDirectory other = ModelDirectory.openAligner(directory);
        assertEquals(original.config().aligner(), other.config().aligner());
        assertEquals(original.config().text(), other.config().text());
        assertEquals("score.weight", other.outputMatrix().name());
        assertEquals(
                other.config().aligner(),
                ModelDirectory.openAny(directory).config().aligner());
        assertProblem("config.json: this is a forced aligner");
        Files.delete(directory.resolve("generation_config.json")); // which an aligner does not need
        edit("config.json", "\"eos_token_id\"", "\"other\"");
        ModelDirectory.openAligner(directory);
    }

    @Test
    void aRecogniserIsNoAligner() throws Exception {
        assertFalse(ModelDirectory.isAligner(directory));
        assertFalse(ModelDirectory.isAligner(temporary));
        assertEquals(
                Optional.empty(), ModelDirectory.openAny(directory).config().aligner());
        String message = assertThrows(ModelException.class, () -> ModelDirectory.openAligner(directory))
                .getMessage();
        assertTrue(message.contains("config.json: this is a speech recogniser"), message);
        assertTrue(message.contains("Qwen3-ForcedAligner"), message);
    }

    private String alignerProblem() {
        return assertThrows(ModelException.class, () -> ModelDirectory.openAligner(directory))
                .getMessage();
    }

    @Test
    void filesOfDifferentAlignersAreNamed() throws Exception {
        SeededModel aligner = SeededModel.aligner(SeededShape.TINY_ALIGNER);
        directory = aligner.writeTo(temporary.resolve("aligner"));
        edit("config.json", "\"timestamp_token_id\": 288", "\"timestamp_token_id\": 287");
        assertEquals(
                directory + "/config.json: timestamp_token_id is 287, but the vocabulary's <timestamp> is 288: these"
                        + " files are of different models",
                alignerProblem());
        aligner.writeTo(directory);
        edit("config.json", "\"timestamp_segment_time\": 80", "\"timestamp_segment_time\": 0");
        assertTrue(alignerProblem().contains("timestamp_segment_time is 0, not a positive number"));
        aligner.writeTo(directory);
        edit("config.json", "\"classify_num\": 40", "\"classify_num\": 5000");
        assertTrue(alignerProblem().contains("classify_num is 5000, but the weights have 40 classes"));
        Files.delete(directory.resolve("tokenizer_config.json"));
        SeededModel.tiny().config(config -> config).writeTo(temporary.resolve("other"));
        Files.copy(temporary.resolve("other/tokenizer_config.json"), directory.resolve("tokenizer_config.json"));
        assertTrue(alignerProblem().contains("the tokenizer has no added token <timestamp>"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
