package qasr.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A vocabulary of 256 bytes, some 500 merges learned from a few sentences, and 16 added tokens. */
final class SmallVocabulary {
    static final List<String> SENTENCES = List.of(
            "the person at extension is on the phone, please leave a message after the tone",
            "press one to listen to the message, press two to hear the message again",
            "language English language Spanish language French language Chinese language Russian language Italian",
            "la persona en la extensión está ocupada, por favor deje su mensaje después del tono",
            "la personne que vous demandez est en ligne, veuillez laisser un message après le bip",
            "пожалуйста, оставьте сообщение после сигнала, затем нажмите решётку",
            "您拨打的电话正在通话中，请稍后再拨。请在提示音后留言。",
            "こんにちは、世界。メッセージを残してください。",
            "안녕하세요 세계, 메시지를 남겨 주세요",
            "مرحبا بالعالم، اترك رسالة بعد النغمة",
            "नमस्ते दुनिया, कृपया संदेश छोड़ें",
            "  two  blanks,\n\nlines\r\n and\ttabs don't matter, it's what we'll see: 12345 ... ??? !!!");

    private static final List<String> SPECIAL =
            List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|audio_start|>", "<|audio_end|>", "<|audio_pad|>");
    private static final List<String> VISIBLE = List.of(
            "<asr_text>",
            "<non_speech>",
            "<tool_call>",
            "</tool_call>",
            "<think>",
            "</think>",
            "<blank1>",
            "<blank2>",
            "<blank>",
            "<|im_end|><asr_text>");

    final Map<String, Integer> vocab = new HashMap<>();
    final List<String[]> merges = new ArrayList<>();
    final List<AddedToken> added = new ArrayList<>();

    SmallVocabulary() {
        for (int value = 0; value < 256; value++) {
            vocab.put(String.valueOf(ByteAlphabet.characterOf(value)), value);
        }
        learn();
        for (String content : SPECIAL) {
            added.add(new AddedToken(vocab.size() + added.size(), content, true));
        }
        for (String content : VISIBLE) {
            added.add(new AddedToken(vocab.size() + added.size(), content, false));
        }
    }

    /** Joins the most frequent pair of neighbours until nothing is left to join. */
    private void learn() {
        List<List<String>> words = new ArrayList<>();
        for (String sentence : SENTENCES) {
            for (String word : sentence.split("(?=[ ,.?!])", -1)) {
                List<String> pieces = new ArrayList<>();
                for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
                    pieces.add(String.valueOf(ByteAlphabet.characterOf(value & 0xff)));
                }
                words.add(pieces);
            }
        }
        while (true) {
            Map<String, Integer> counts = new HashMap<>();
            for (List<String> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    counts.merge(word.get(i) + " " + word.get(i + 1), 1, Integer::sum);
                }
            }
            var best = counts.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
            if (best.isEmpty()) {
                return;
            }
            merge(best.get().getKey().split(" ", 2), words);
        }
    }

    private void merge(String[] pair, List<List<String>> words) {
        merges.add(pair);
        vocab.putIfAbsent(pair[0] + pair[1], vocab.size());
        for (List<String> word : words) {
            for (int i = 0; i + 1 < word.size(); i++) {
                if (word.get(i).equals(pair[0]) && word.get(i + 1).equals(pair[1])) {
                    word.set(i, pair[0] + pair[1]);
                    word.remove(i + 1);
                }
            }
        }
    }

    /** Writes vocab.json, merges.txt and tokenizer_config.json. */
    Path writeThreeFiles(Path directory) throws IOException {
        Files.createDirectories(directory);
        JsonObject pieces = new JsonObject();
        vocab.forEach(pieces::addProperty);
        Files.writeString(directory.resolve("vocab.json"), pieces.toString());
        StringBuilder lines = new StringBuilder("#version: 0.2\n");
        merges.forEach(pair -> lines.append(pair[0]).append(' ').append(pair[1]).append('\n'));
        Files.writeString(directory.resolve("merges.txt"), lines);
        JsonObject decoder = new JsonObject();
        for (AddedToken token : added) {
            decoder.add(String.valueOf(token.id()), json(token));
        }
        JsonObject config = new JsonObject();
        config.addProperty("add_bos_token", false);
        config.add("added_tokens_decoder", decoder);
        Files.writeString(directory.resolve("tokenizer_config.json"), config.toString());
        return directory;
    }

    /** Writes tokenizer.json as Hugging Face's tokenizers reads it, merges as pairs or as "a b". */
    Path writeOneFile(Path directory, boolean mergesAsPairs) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("tokenizer.json"),
                TokenizerJson.of(vocab, merges, added, mergesAsPairs).toString());
        return directory;
    }

    static JsonObject json(AddedToken token) {
        JsonObject json = new JsonObject();
        json.addProperty("id", token.id());
        json.addProperty("content", token.content());
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            json.addProperty(flag, false);
        }
        json.addProperty("special", token.special());
        return json;
    }

    static JsonArray array(List<JsonObject> objects) {
        JsonArray array = new JsonArray();
        objects.forEach(array::add);
        return array;
    }
}
