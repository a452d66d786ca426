package qasr.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A byte-level vocabulary with a few merges and the added tokens a prompt needs, in both published file forms. */
final class SeededTokenizer {
    private static final List<String> ADDED = List.of(
            "<|endoftext|>",
            "<|im_start|>",
            "<|im_end|>",
            "<|audio_start|>",
            "<|audio_end|>",
            "<|audio_pad|>",
            "<asr_text>");
    private static final int[] PUBLISHED = {151643, 151644, 151645, 151669, 151670, 151676, 151704};
    private static final List<String> MERGES = List.of(
            "l a",
            "n g",
            "la ng",
            "u a",
            "g e",
            "lang ua",
            "langua ge",
            "s y",
            "s t",
            "e m",
            "sy st",
            "syst em",
            "u s",
            "e r",
            "us er",
            "a s",
            "as s",
            "i s",
            "t a",
            "n t",
            "ass is",
            "assis ta",
            "assista nt",
            "Ġ E",
            "Ġ S");

    /** 320 ids: 256 bytes, the merges, then the added tokens. */
    static final SeededTokenizer SMALL = new SeededTokenizer(false, false);

    /** 321 ids: those of {@link #SMALL} and the aligner's. */
    static final SeededTokenizer SMALL_ALIGNER = new SeededTokenizer(false, true);

    /** The added tokens where the published vocabulary has them. */
    static final SeededTokenizer PUBLISHED_IDS = new SeededTokenizer(true, false);

    /** The ids of {@link #PUBLISHED_IDS} and the aligner's. */
    static final SeededTokenizer PUBLISHED_ALIGNER = new SeededTokenizer(true, true);

    private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
    private final Map<String, Integer> added = new LinkedHashMap<>();

    private SeededTokenizer(boolean publishedIds, boolean aligner) {
        int shifted = 0;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
            vocabulary.put(String.valueOf((char) (printable ? b : 256 + shifted++)), b);
        }
        for (String merge : MERGES) {
            vocabulary.put(merge.replace(" ", ""), vocabulary.size());
        }
        for (int i = 0; i < ADDED.size(); i++) {
            added.put(ADDED.get(i), publishedIds ? PUBLISHED[i] : vocabulary.size() + i);
        }
        if (aligner) {
            added.put("<timestamp>", publishedIds ? 151705 : vocabulary.size() + ADDED.size());
        }
    }

    int id(String addedToken) {
        return added.get(addedToken);
    }

    private static boolean special(String token) {
        return token.startsWith("<|");
    }

    void writePublished(Path directory) throws IOException {
        JsonObject vocab = new JsonObject();
        vocabulary.forEach(vocab::addProperty);
        Files.writeString(directory.resolve("vocab.json"), vocab.toString());
        Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", MERGES) + "\n");
        Files.writeString(
                directory.resolve("tokenizer_config.json"), tokenizerConfig().toString());
    }

    void writeNative(Path directory) throws IOException {
        JsonObject vocab = new JsonObject();
        vocabulary.forEach(vocab::addProperty);
        JsonArray merges = new JsonArray();
        MERGES.forEach(merges::add);
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.add("vocab", vocab);
        model.add("merges", merges);
        JsonArray tokens = new JsonArray();
        added.forEach((content, id) -> {
            JsonObject token = addedToken(content);
            token.addProperty("id", id);
            tokens.add(token);
        });
        JsonObject tokenizer = new JsonObject();
        tokenizer.addProperty("version", "1.0");
        tokenizer.add("added_tokens", tokens);
        tokenizer.add("model", model);
        Files.writeString(directory.resolve("tokenizer.json"), tokenizer.toString());
        Files.writeString(directory.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|im_end|>\"}");
    }

    private JsonObject tokenizerConfig() {
        JsonObject decoder = new JsonObject();
        added.forEach((content, id) -> decoder.add(String.valueOf(id), addedToken(content)));
        JsonObject config = new JsonObject();
        config.add("added_tokens_decoder", decoder);
        config.addProperty("eos_token", "<|im_end|>");
        config.addProperty("pad_token", "<|endoftext|>");
        return config;
    }

    private static JsonObject addedToken(String content) {
        JsonObject token = new JsonObject();
        token.addProperty("content", content);
        for (String flag : List.of("lstrip", "normalized", "rstrip", "single_word")) {
            token.addProperty(flag, false);
        }
        token.addProperty("special", special(content));
        return token;
    }
}
