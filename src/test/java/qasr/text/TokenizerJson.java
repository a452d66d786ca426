package qasr.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes the tokenizer.json that Hugging Face's library needs of a vocabulary: normaliser, pre-tokeniser, decoder. */
final class TokenizerJson {
    private static final String FRAME = """
            {
              "version": "1.0",
              "truncation": null,
              "padding": null,
              "added_tokens": [],
              "normalizer": {"type": "NFC"},
              "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "Split", "behavior": "Isolated", "invert": false, "pattern": {"Regex":
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+"}},
                {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}]},
              "post_processor": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false},
              "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false},
              "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "",
                "end_of_word_suffix": "", "fuse_unk": false, "byte_fallback": false, "ignore_merges": false}
            }
            """;

    private TokenizerJson() {}

    static JsonObject of(
            Map<String, Integer> vocab, List<String[]> merges, List<AddedToken> added, boolean mergesAsPairs) {
        JsonObject json = JsonParser.parseString(FRAME).getAsJsonObject();
        json.add(
                "added_tokens",
                SmallVocabulary.array(added.stream()
                        .sorted(Comparator.comparingInt(AddedToken::id))
                        .map(SmallVocabulary::json)
                        .toList()));
        JsonObject pieces = new JsonObject();
        vocab.forEach(pieces::addProperty);
        JsonArray pairs = new JsonArray();
        for (String[] merge : merges) {
            if (mergesAsPairs) {
                JsonArray pair = new JsonArray();
                pair.add(merge[0]);
                pair.add(merge[1]);
                pairs.add(pair);
            } else {
                pairs.add(merge[0] + " " + merge[1]);
            }
        }
        JsonObject model = json.getAsJsonObject("model");
        model.add("vocab", pieces);
        model.add("merges", pairs);
        return json;
    }
}
