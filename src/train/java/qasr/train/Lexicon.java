package qasr.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tokens of the model and the characters of the connectionist heads, both made from the training texts. */
final class Lexicon {
    /** Added tokens in the order of their ids, which follow the byte pairs; all are special but the last. */
    static final List<String> ADDED = List.of(
            "<|endoftext|>",
            "<|im_start|>",
            "<|im_end|>",
            "<|audio_start|>",
            "<|audio_end|>",
            "<|audio_pad|>",
            "<asr_text>");

    private static final int LEARNED_MERGES = 500;

    private final BytePairs pairs;
    private final Map<Integer, Integer> characters = new LinkedHashMap<>();

    Lexicon(BytePairs pairs, List<Integer> characters) {
        this.pairs = pairs;
        characters.forEach(c -> this.characters.put(c, this.characters.size() + 1));
    }

    static Lexicon learn(List<Clip> clips) {
        List<String> texts = clips.stream().map(Clip::text).collect(Collectors.toCollection(ArrayList::new));
        List<Integer> characters = clips.stream()
                .flatMapToInt(clip -> PromptText.normalized(clip.text()).codePoints())
                .distinct()
                .sorted()
                .boxed()
                .toList();
        List<String> words = new ArrayList<>(List.of("system", "user", "assistant", "language", " None"));
        clips.stream().map(Clip::language).distinct().forEach(language -> words.add(" " + language));
        // Most words occur inside joined sentences too, there after a blank.
        clips.stream().filter(c -> !c.synthetic()).map(c -> " " + c.text()).forEach(texts::add);
        return new Lexicon(BytePairs.learn(words, texts, LEARNED_MERGES), characters);
    }

    BytePairs pairs() {
        return pairs;
    }

    List<Integer> characters() {
        return List.copyOf(characters.keySet());
    }

    int vocabulary() {
        return pairs.size() + ADDED.size();
    }

    /** Characters of a connectionist head with the blank, which is 0. */
    int connectionistOutputs() {
        return characters.size() + 1;
    }

    int added(String token) {
        return pairs.size() + ADDED.indexOf(token);
    }

    List<Integer> connectionistTarget(String text) {
        List<Integer> target = new ArrayList<>();
        PromptText.normalized(text).codePoints().forEach(c -> target.add(characters.get(c)));
        return target;
    }

    String connectionistText(List<Integer> outputs) {
        List<Integer> all = characters();
        StringBuilder text = new StringBuilder();
        int before = 0;
        for (int output : outputs) {
            if (output != before && output != 0) {
                text.appendCodePoint(all.get(output - 1));
            }
            before = output;
        }
        return text.toString();
    }

    /** Returns the ids up to the place of the first audio token, with {@code context} as the system's text. */
    List<Integer> beforeAudio(String context) {
        List<Integer> ids = new ArrayList<>();
        ids.add(added("<|im_start|>"));
        add(ids, "system\n" + context);
        ids.add(added("<|im_end|>"));
        add(ids, "\n");
        ids.add(added("<|im_start|>"));
        add(ids, "user\n");
        ids.add(added("<|audio_start|>"));
        return ids;
    }

    /** Returns the ids between the last audio token and what the model writes. */
    List<Integer> afterAudio() {
        List<Integer> ids = new ArrayList<>();
        ids.add(added("<|audio_end|>"));
        ids.add(added("<|im_end|>"));
        add(ids, "\n");
        ids.add(added("<|im_start|>"));
        add(ids, "assistant\n");
        return ids;
    }

    /** Returns the ids that the model shall write, with the stop. */
    List<Integer> answer(String language, String text) {
        List<Integer> ids = new ArrayList<>();
        add(ids, "language " + language);
        ids.add(added("<asr_text>"));
        add(ids, text);
        ids.add(added("<|im_end|>"));
        return ids;
    }

    private void add(List<Integer> ids, String text) {
        for (int id : pairs.encode(text)) {
            ids.add(id);
        }
    }
}
