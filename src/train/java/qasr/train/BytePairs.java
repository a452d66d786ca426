package qasr.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A byte-level vocabulary like Qwen2's, learned from the training texts: 256 bytes, then one token for each merge.
 *
 * <p>Whole words that the prompt needs as single tokens come first, then the characters that take more than one byte, then
 * the most frequent pairs.
 */
final class BytePairs {
    static final Pattern PIECES = Pattern.compile(
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+"
                    + "|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private record Pair(String left, String right) {}

    private final List<String> merges = new ArrayList<>();
    private final Map<Pair, Integer> ranks = new HashMap<>();
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    private BytePairs() {
        for (int b = 0; b < 256; b++) {
            ids.put(letter(b), ids.size());
        }
    }

    /** Learns {@code learned} merges of the most frequent pairs in {@code texts}, after those for {@code words}. */
    static BytePairs learn(List<String> words, List<String> texts, int learned) {
        BytePairs pairs = new BytePairs();
        words.forEach(pairs::makeWhole);
        texts.stream()
                .flatMapToInt(String::codePoints)
                .filter(c -> c > 127)
                .distinct()
                .sorted()
                .forEach(c -> pairs.makeWhole(Character.toString(c)));
        Map<String, Integer> pieces = new LinkedHashMap<>();
        for (String text : texts) {
            Matcher matcher = PIECES.matcher(text);
            while (matcher.find()) {
                pieces.merge(matcher.group(), 1, Integer::sum);
            }
        }
        for (int i = 0; i < learned; i++) {
            Map<Pair, Integer> counts = new LinkedHashMap<>();
            pieces.forEach((piece, count) -> {
                List<String> tokens = pairs.split(piece);
                for (int k = 0; k + 1 < tokens.size(); k++) {
                    counts.merge(new Pair(tokens.get(k), tokens.get(k + 1)), count, Integer::sum);
                }
            });
            Map.Entry<Pair, Integer> best = null;
            for (Map.Entry<Pair, Integer> entry : counts.entrySet()) {
                best = best == null || entry.getValue() > best.getValue() ? entry : best;
            }
            if (best == null || best.getValue() < 6) {
                break;
            }
            pairs.add(best.getKey());
        }
        return pairs;
    }

    /** Makes the vocabulary of a merges.txt again. */
    static BytePairs of(List<String> merges) {
        BytePairs pairs = new BytePairs();
        for (String merge : merges) {
            if (!merge.startsWith("#version") && !merge.isEmpty()) {
                int blank = merge.indexOf(' ');
                pairs.add(new Pair(merge.substring(0, blank), merge.substring(blank + 1)));
            }
        }
        return pairs;
    }

    List<String> merges() {
        return List.copyOf(merges);
    }

    /** Returns the tokens in the order of their ids. */
    Map<String, Integer> vocabulary() {
        return ids;
    }

    int size() {
        return ids.size();
    }

    int[] encode(String text) {
        List<Integer> result = new ArrayList<>();
        Matcher matcher = PIECES.matcher(text);
        while (matcher.find()) {
            split(matcher.group()).forEach(token -> result.add(ids.get(token)));
        }
        return result.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the text of tokens; ids of no merge (the added tokens) are left out. */
    String decode(List<Integer> tokens) {
        List<String> names = new ArrayList<>(ids.keySet());
        Map<Character, Integer> bytes = new HashMap<>();
        for (int b = 0; b < 256; b++) {
            bytes.put(letter(b).charAt(0), b);
        }
        StringBuilder letters = new StringBuilder();
        tokens.stream().filter(id -> id < names.size()).forEach(id -> letters.append(names.get(id)));
        byte[] raw = new byte[letters.length()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = bytes.get(letters.charAt(i)).byteValue();
        }
        return new String(raw, StandardCharsets.UTF_8);
    }

    private void makeWhole(String word) {
        for (List<String> tokens = split(word); tokens.size() > 1; tokens = split(word)) {
            add(new Pair(tokens.get(0), tokens.get(1)));
        }
    }

    private void add(Pair pair) {
        ranks.put(pair, merges.size());
        merges.add(pair.left() + " " + pair.right());
        ids.put(pair.left() + pair.right(), ids.size());
    }

    private List<String> split(String piece) {
        List<String> tokens = new ArrayList<>();
        for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
            tokens.add(letter(b & 0xFF));
        }
        while (tokens.size() > 1) {
            int at = -1;
            int rank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                int candidate = ranks.getOrDefault(new Pair(tokens.get(i), tokens.get(i + 1)), Integer.MAX_VALUE);
                if (candidate < rank) {
                    rank = candidate;
                    at = i;
                }
            }
            if (at < 0) {
                return tokens;
            }
            tokens.set(at, tokens.get(at) + tokens.remove(at + 1));
        }
        return tokens;
    }

    /** The printable character that stands for a byte in vocab.json and merges.txt. */
    private static String letter(int b) {
        if ((b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174) {
            return Character.toString(b);
        }
        int place = b <= 32 ? b : b <= 160 ? 33 + b - 127 : 67;
        return Character.toString(256 + place);
    }
}
