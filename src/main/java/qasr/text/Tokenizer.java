package qasr.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Qwen2's byte-level BPE tokenizer: text to token ids and back. All data comes from the model directory, so a small
 * vocabulary works like the published one. Immutable.
 */
public final class Tokenizer {
    /**
     * The pattern that splits text into words, single digits, punctuation and blanks before merging; from Qwen2's
     * tokenizer.json.
     */
    private static final Pattern WORD = Pattern.compile(
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
                    + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"
                    + "|\\p{N}"
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+"
                    + "|\\s+(?!\\S)"
                    + "|\\s+",
            // \s must include U+00A0 and U+3000.
            Pattern.UNICODE_CHARACTER_CLASS);

    private final byte[] pieceBytes;
    private final int[] pieceEnds;
    private final int[] byteTokens;
    private final MergeTable merges;
    private final Map<String, AddedToken> added;
    private final Set<Integer> special;
    private final Pattern addedPattern;

    private Tokenizer(Vocabulary vocabulary, Path directory) throws VocabularyException {
        added = Map.copyOf(vocabulary.added());
        special = added.values().stream()
                .filter(AddedToken::special)
                .map(AddedToken::id)
                .collect(Collectors.toUnmodifiableSet());
        addedPattern = Pattern.compile(added.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
        byteTokens = byteTokens(vocabulary, directory);
        merges = vocabulary.merges().table(vocabulary.pieces(), directory.toString());
        pieceEnds = new int[vocabulary.size()];
        pieceBytes = layPieces(vocabulary, directory);
    }

    /**
     * Loads vocab.json, merges.txt and tokenizer_config.json from {@code directory}, or tokenizer.json if those do not
     * exist.
     *
     * @throws VocabularyException naming the file that is missing or damaged
     */
    public static Tokenizer load(Path directory) throws VocabularyException {
        return new Tokenizer(VocabularyReader.read(directory), directory);
    }

    private static int[] byteTokens(Vocabulary vocabulary, Path directory) throws VocabularyException {
        int[] tokens = new int[256];
        for (int value = 0; value < tokens.length; value++) {
            String piece = String.valueOf(ByteAlphabet.characterOf(value));
            int id = vocabulary.pieces().idOf(piece);
            if (id == PieceTable.NONE) {
                throw new VocabularyException(String.format(
                        Locale.ROOT,
                        "%s: the vocabulary has no piece '%s' for the byte 0x%02x; a byte-level one has all 256",
                        directory,
                        piece,
                        value));
            }
            tokens[value] = id;
        }
        return tokens;
    }

    /** Lays all pieces one after the other, by their ids; an id without a token has no bytes. */
    private byte[] layPieces(Vocabulary vocabulary, Path directory) throws VocabularyException {
        AddedToken[] tokens = new AddedToken[vocabulary.size()];
        for (AddedToken token : vocabulary.added().values()) {
            if (tokens[token.id()] != null) {
                throw twice(token.id(), token.content(), directory);
            }
            tokens[token.id()] = token;
        }
        int[] entries = entries(vocabulary, tokens, directory);
        ByteArrayOutputStream pool = new ByteArrayOutputStream(1 << 20);
        for (int id = 0; id < tokens.length; id++) {
            if (tokens[id] != null) {
                pool.writeBytes(tokens[id].content().getBytes(StandardCharsets.UTF_8));
            } else if (entries[id] != PieceTable.NONE) {
                pool.writeBytes(bytes(vocabulary.pieces().at(entries[id]), directory));
            }
            pieceEnds[id] = pool.size();
        }
        return pool.toByteArray();
    }

    /** Returns the entry of each id in the table of pieces; none if no piece has the id, or {@code tokens} have it. */
    private static int[] entries(Vocabulary vocabulary, AddedToken[] tokens, Path directory)
            throws VocabularyException {
        PieceTable pieces = vocabulary.pieces();
        int[] entries = new int[tokens.length];
        Arrays.fill(entries, PieceTable.NONE);
        for (int entry = 0; entry < pieces.size(); entry++) {
            int id = pieces.idAt(entry);
            boolean listedTwice = tokens[id] != null
                    && tokens[id].content().equals(pieces.at(entry)); // in both files, which is usual
            if (!listedTwice && (tokens[id] != null || entries[id] != PieceTable.NONE)) {
                throw twice(id, pieces.at(entry), directory);
            }
            entries[id] = listedTwice ? PieceTable.NONE : entry;
        }
        return entries;
    }

    private static byte[] bytes(String piece, Path directory) throws VocabularyException {
        byte[] bytes = ByteAlphabet.bytesOf(piece);
        if (bytes == null) {
            throw new VocabularyException(
                    directory + ": the piece '" + piece + "' has a character outside the byte alphabet");
        }
        return bytes;
    }

    private static VocabularyException twice(int id, String piece, Path directory) {
        return new VocabularyException(directory + ": two tokens have the id " + id + ", one of them '" + piece + "'");
    }

    /** Returns the highest token id plus one. */
    public int size() {
        return pieceEnds.length;
    }

    /** Returns the id of the added token {@code content}, such as {@code <|im_end|>}. */
    public OptionalInt idOf(String content) {
        AddedToken token = added.get(content);
        return token == null ? OptionalInt.empty() : OptionalInt.of(token.id());
    }

    /** Returns whether decoding omits the token {@code id}. */
    public boolean isSpecial(int id) {
        return special.contains(id);
    }

    /** Returns the texts of all added tokens, special or not. They must not be recognised in a user's text. */
    public Set<String> addedTokens() {
        return added.keySet();
    }

    /** Returns the ids of {@code text}; added tokens in it are recognised. An unpaired surrogate counts as '?'. */
    public int[] encode(String text) {
        IntStream.Builder ids = IntStream.builder();
        int start = 0;
        Matcher matcher = addedPattern.matcher(text);
        while (!added.isEmpty() && matcher.find()) {
            encodeWords(text.substring(start, matcher.start()), ids);
            ids.add(added.get(matcher.group()).id());
            start = matcher.end();
        }
        encodeWords(text.substring(start), ids);
        return ids.build().toArray();
    }

    /** Returns the ids of {@code text}, a text from a user; added tokens in it are ordinary text. */
    public int[] encodePlain(String text) {
        IntStream.Builder ids = IntStream.builder();
        encodeWords(text, ids);
        return ids.build().toArray();
    }

    private void encodeWords(String text, IntStream.Builder ids) {
        Matcher word = WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC));
        while (word.find()) {
            byte[] bytes = word.group().getBytes(StandardCharsets.UTF_8);
            int[] tokens = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                tokens[i] = byteTokens[bytes[i] & 0xff];
            }
            int count = merges.apply(tokens);
            for (int i = 0; i < count; i++) {
                ids.add(tokens[i]);
            }
        }
    }

    /**
     * Returns the text of {@code ids} without special tokens. Bytes that are not UTF-8 become U+FFFD. Ids without a
     * token are omitted; they exist because the model's output is wider than its vocabulary.
     */
    public String decode(int[] ids) {
        TextStream stream = stream();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(stream.add(id));
        }
        return text.append(stream.finish()).toString();
    }

    /** Returns a new decoder for tokens that arrive one by one. */
    public TextStream stream() {
        return new TextStream(this);
    }

    /** Returns the bytes of token {@code id} in the text: none for a special or unknown token. */
    byte[] visibleBytes(int id) {
        if (id < 0 || id >= size() || isSpecial(id)) {
            return new byte[0];
        }
        return Arrays.copyOfRange(pieceBytes, id == 0 ? 0 : pieceEnds[id - 1], pieceEnds[id]);
    }
}
