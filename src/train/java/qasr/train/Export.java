package qasr.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes a model directory in the published layout: {@code Export MODEL LEXICON CHECKPOINT…}; several checkpoints are
 * averaged.
 *
 * <p>The connectionist heads go to a file of their own: the encoder's times words, and training can go on from both.
 */
final class Export {
    static final String HEADS = "aligner.safetensors";

    /** Somewhat below the longest sample of the schedule: what the network has had practice with. */
    private static final int LONGEST_CHUNK_SECONDS = 15;

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Export() {}

    public static void main(String[] args) throws IOException {
        Path model = Path.of(args[0]);
        Lexicon lexicon = Lexicon.read(Path.of(args[1]));
        new Graph();
        Weights mean = null;
        try (NoGradGuard guard = new NoGradGuard()) {
            for (int i = 2; i < args.length; i++) {
                Weights w = Weights.random(Train.SHAPE, lexicon.vocabulary(), lexicon.connectionistOutputs(), 1);
                Checkpoint.read(Path.of(args[i]), w.tensors());
                if (mean == null) {
                    mean = w;
                } else {
                    Scalar share = new Scalar(1.0 / (i - 1));
                    mean.tensors()
                            .forEach((name, t) -> t.add_(w.get(name).sub(t).mul(share)));
                }
            }
        }
        write(model, Train.SHAPE, lexicon, mean);
    }

    private static void write(Path model, Shape shape, Lexicon lexicon, Weights weights) throws IOException {
        Files.createDirectories(model);
        Map<String, Tensor> kept = new LinkedHashMap<>();
        Map<String, Tensor> heads = new LinkedHashMap<>();
        weights.tensors().forEach((n, t) -> (n.startsWith("connectionist") ? heads : kept).put(n, t));
        TensorFile.write(model.resolve("model.safetensors"), kept, Map.of());
        StringBuilder characters = new StringBuilder();
        lexicon.characters().forEach(characters::appendCodePoint);
        TensorFile.write(model.resolve(HEADS), heads, Map.of("characters", characters.toString()));
        json(model.resolve("config.json"), config(shape, lexicon));
        json(model.resolve("vocab.json"), vocabulary(lexicon));
        Files.writeString(
                model.resolve("merges.txt"),
                "#version: 0.2\n" + String.join("\n", lexicon.pairs().merges()) + "\n");
        json(model.resolve("tokenizer_config.json"), tokenizer(lexicon));
        json(model.resolve("generation_config.json"), generation(lexicon));
        for (String name : List.of("preprocessor_config.json", "chat_template.json")) {
            try (InputStream in = Export.class.getResourceAsStream("export/" + name)) {
                Files.writeString(model.resolve(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void json(Path file, JsonObject object) throws IOException {
        Files.writeString(file, JSON.toJson(object) + "\n");
    }

    private static JsonObject config(Shape shape, Lexicon lexicon) {
        JsonObject thinker = new JsonObject();
        thinker.add("architectures", array("Qwen3ASRForConditionalGeneration"));
        thinker.add("audio_config", audio(shape));
        thinker.addProperty("audio_end_token_id", lexicon.added("<|audio_end|>"));
        thinker.addProperty("audio_start_token_id", lexicon.added("<|audio_start|>"));
        thinker.addProperty("audio_token_id", lexicon.added("<|audio_pad|>"));
        thinker.addProperty("dtype", "bfloat16");
        thinker.addProperty("initializer_range", 0.02);
        thinker.addProperty("model_type", "qwen3_asr");
        thinker.add("text_config", text(shape, lexicon));
        JsonObject config = new JsonObject();
        config.add("architectures", array("Qwen3ASRForConditionalGeneration"));
        config.addProperty("model_type", "qwen3_asr");
        JsonObject ours = new JsonObject();
        ours.addProperty("max_chunk_seconds", LONGEST_CHUNK_SECONDS);
        config.add("qasr", ours);
        config.add(
                "support_languages",
                array("Chinese", "English", "Cantonese", "French", "Spanish", "Italian", "Russian"));
        config.add("thinker_config", thinker);
        config.addProperty("transformers_version", "4.57.6");
        return config;
    }

    private static JsonObject audio(Shape shape) {
        JsonObject audio = new JsonObject();
        audio.addProperty("activation_function", "gelu");
        audio.addProperty("conv_chunksize", 500);
        audio.addProperty("d_model", shape.encoderWidth());
        audio.addProperty("downsample_hidden_size", shape.convChannels());
        audio.addProperty("encoder_attention_heads", shape.encoderHeads());
        audio.addProperty("encoder_ffn_dim", shape.encoderFfn());
        audio.addProperty("encoder_layers", shape.encoderLayers());
        audio.addProperty("max_source_positions", 1500);
        audio.addProperty("model_type", "qwen3_asr_audio_encoder");
        audio.addProperty("n_window", Shape.CHUNK_FRAMES / 2);
        audio.addProperty("n_window_infer", Shape.CHUNK_FRAMES * Shape.WINDOW_CHUNKS);
        audio.addProperty("num_hidden_layers", shape.encoderLayers());
        audio.addProperty("num_mel_bins", Clip.BINS);
        audio.addProperty("output_dim", shape.hidden());
        audio.addProperty("scale_embedding", false);
        return audio;
    }

    private static JsonObject text(Shape shape, Lexicon lexicon) {
        JsonObject text = new JsonObject();
        text.addProperty("attention_bias", false);
        text.addProperty("head_dim", shape.headDim());
        text.addProperty("hidden_act", "silu");
        text.addProperty("hidden_size", shape.hidden());
        text.addProperty("intermediate_size", shape.ffn());
        text.addProperty("max_position_embeddings", 4096);
        text.addProperty("model_type", "qwen3");
        text.addProperty("num_attention_heads", shape.heads());
        text.addProperty("num_hidden_layers", shape.layers());
        text.addProperty("num_key_value_heads", shape.kvHeads());
        text.addProperty("rms_norm_eps", Shape.EPSILON);
        text.add("rope_scaling", null);
        text.addProperty("rope_theta", (int) shape.ropeTheta());
        text.addProperty("tie_word_embeddings", true);
        text.addProperty("vocab_size", lexicon.vocabulary());
        return text;
    }

    private static JsonObject vocabulary(Lexicon lexicon) {
        JsonObject vocabulary = new JsonObject();
        lexicon.pairs().vocabulary().forEach(vocabulary::addProperty);
        return vocabulary;
    }

    private static JsonObject tokenizer(Lexicon lexicon) {
        JsonObject added = new JsonObject();
        List<String> special = new ArrayList<>();
        for (String token : Lexicon.ADDED) {
            boolean isSpecial = !token.equals("<asr_text>");
            JsonObject properties = new JsonObject();
            properties.addProperty("content", token);
            properties.addProperty("lstrip", false);
            properties.addProperty("normalized", false);
            properties.addProperty("rstrip", false);
            properties.addProperty("single_word", false);
            properties.addProperty("special", isSpecial);
            added.add(String.valueOf(lexicon.added(token)), properties);
            if (isSpecial) {
                special.add(token);
            }
        }
        JsonObject tokenizer = new JsonObject();
        tokenizer.addProperty("add_bos_token", false);
        tokenizer.addProperty("add_prefix_space", false);
        tokenizer.add("added_tokens_decoder", added);
        tokenizer.add("additional_special_tokens", array(special.toArray(String[]::new)));
        tokenizer.addProperty("audio_bos_token", "<|audio_start|>");
        tokenizer.addProperty("audio_eos_token", "<|audio_end|>");
        tokenizer.addProperty("audio_token", "<|audio_pad|>");
        tokenizer.add("bos_token", null);
        tokenizer.addProperty("clean_up_tokenization_spaces", false);
        tokenizer.addProperty("eos_token", "<|im_end|>");
        tokenizer.addProperty("errors", "replace");
        tokenizer.addProperty("model_max_length", 4096);
        tokenizer.addProperty("pad_token", "<|endoftext|>");
        tokenizer.addProperty("processor_class", "Qwen3ASRProcessor");
        tokenizer.addProperty("split_special_tokens", false);
        tokenizer.addProperty("tokenizer_class", "Qwen2Tokenizer");
        tokenizer.add("unk_token", null);
        return tokenizer;
    }

    private static JsonObject generation(Lexicon lexicon) {
        JsonArray stops = new JsonArray();
        stops.add(lexicon.added("<|endoftext|>"));
        stops.add(lexicon.added("<|im_end|>"));
        JsonObject generation = new JsonObject();
        generation.add("eos_token_id", stops);
        generation.addProperty("pad_token_id", lexicon.added("<|endoftext|>"));
        generation.addProperty("do_sample", false);
        return generation;
    }

    private static JsonArray array(String... values) {
        JsonArray array = new JsonArray();
        for (String value : values) {
            array.add(value);
        }
        return array;
    }
}
