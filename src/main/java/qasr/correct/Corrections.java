package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import qasr.score.Alignment;
import qasr.text.TextJoiner;
import qasr.transcript.Edit;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/** Takes a corrected text into the transcript that it was made from. */
public final class Corrections {
    /** Below, a text is of another transcript: two texts of one language share a quarter of their words in order. */
    private static final double LEAST_SHARED = 1.0 / 3;
    /** A text of so few words may be all wrong: then the letters count, of which unrelated texts share less than half. */
    private static final int FEW_TOKENS = 30;

    private static final String SOFT_HYPHEN = "\u00ad";

    private static final double LEAST_SHARED_LETTERS = 0.55;

    /**
     * The result of a correction.
     *
     * @param transcript with the corrections
     * @param corrected the segments that were corrected, by their places
     * @param older the segments whose text in the file is from before an earlier correction or a retry
     * @param unfit what did not fit: subtitles where there is no segment, as messages
     */
    public record Outcome(Transcript transcript, List<Integer> corrected, List<Integer> older, List<String> unfit) {
        public Outcome {
            corrected = List.copyOf(corrected);
            older = List.copyOf(older);
            unfit = List.copyOf(unfit);
        }
    }

    private final Transcript transcript;
    private final CorrectedText file;
    private final List<Token> ours = new ArrayList<>();
    private final List<Token> theirs;
    private final TokenMatch match;
    /** Where each of our and their tokens is among the keys, which line ends stand between. */
    private final int[] ourPlaces;

    private final int[] theirPlaces;
    /** By place among our keys: the token there, or -1 for a line end. */
    private final int[] tokenAt;

    private final List<String> unfit = new ArrayList<>();

    public Corrections(Transcript transcript, CorrectedText file) {
        this.transcript = transcript;
        this.file = file;
        for (int i = 0; i < transcript.utterances().size(); i++) {
            if (transcript.utterances().get(i).hasWords()) {
                ours.addAll(Token.of(transcript.utterances().get(i).text(), i));
            }
        }
        theirs = new FileTokens(ours, transcript.utterances()).of(file);
        ourPlaces = new int[ours.size()];
        theirPlaces = new int[theirs.size()];
        List<String> from = keys(ours, ourPlaces);
        match = new TokenMatch(from, keys(theirs, theirPlaces));
        tokenAt = new int[from.size()];
        Arrays.fill(tokenAt, -1);
        for (int i = 0; i < ourPlaces.length; i++) {
            tokenAt[ourPlaces[i]] = i;
        }
    }

    private static List<String> keys(List<Token> tokens, int[] places) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0 && tokens.get(i).line() != tokens.get(i - 1).line()) {
                keys.add(Token.LINE_END);
            }
            places[i] = keys.size();
            keys.add(tokens.get(i).key());
        }
        return keys;
    }

    /** Returns the transcript to be corrected. */
    public Transcript transcript() {
        return transcript;
    }

    /** Returns the reason if the text clearly belongs to another transcript. */
    public Optional<String> mismatch() {
        if (theirs.isEmpty()) {
            return Optional.of("has no text");
        }
        int most = Math.max(ours.size(), theirs.size());
        long shared = Arrays.stream(theirPlaces)
                .filter(place -> match.hit(place) >= 0)
                .count();
        boolean related = shared >= LEAST_SHARED * most || (most <= FEW_TOKENS && sharesLetters());
        return related
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "shares only %d of %d words with the result, so it seems to belong to another transcript",
                        shared,
                        most));
    }

    private boolean sharesLetters() {
        List<String> a = letters(ours);
        List<String> b = letters(theirs);
        long shared = new Alignment(a, b)
                .pairs().stream().filter(Alignment.Pair::isHit).count();
        return shared >= LEAST_SHARED_LETTERS * Math.max(a.size(), b.size());
    }

    private static List<String> letters(List<Token> tokens) {
        return tokens.stream()
                .flatMap(token -> token.key().codePoints().mapToObj(Character::toString))
                .toList();
    }

    /** Returns the transcript with all corrections that fit. */
    public Outcome merged() {
        List<String> texts = texts();
        List<Utterance> utterances = new ArrayList<>(transcript.utterances());
        List<Integer> corrected = new ArrayList<>();
        List<Integer> older = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            Utterance utterance = utterances.get(i);
            if (same(texts.get(i), utterance.text())) {
                continue;
            }
            String merged = rebased(utterance, texts.get(i));
            if (same(merged, utterance.text())) {
                older.add(i);
            } else {
                utterances.set(i, RetimedWords.corrected(utterance, merged));
                corrected.add(i);
            }
        }
        return new Outcome(transcript.with(utterances), corrected, older, unfit);
    }

    /** Returns the text of each segment as the file has it. */
    List<String> texts() {
        List<List<Integer>> tokens = new ArrayList<>();
        transcript.utterances().forEach(utterance -> tokens.add(new ArrayList<>()));
        int[] owners = owners();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] >= 0) {
                tokens.get(owners[i]).add(i);
            }
        }
        return tokens.stream().map(this::text).toList();
    }

    /** Blanks at the ends of a text and double ones are not shown in every format. */
    private static boolean same(String a, String b) {
        return Token.of(a, 0).equals(Token.of(b, 0));
    }

    /** Returns which segment each token of the file belongs to, never falling; -1 for one that fits nowhere. */
    private int[] owners() {
        int[] owners = IntStream.range(0, theirs.size()).map(this::beside).toArray();
        int[] next = Arrays.copyOf(owners, owners.length + 1);
        next[owners.length] = transcript.utterances().size() - 1;
        for (int i = owners.length - 1; i >= 0; i--) {
            next[i] = next[i] < 0 ? next[i + 1] : next[i];
        }
        int last = ours.isEmpty() ? -1 : ours.get(0).line();
        int at = 0;
        while (at < owners.length) {
            int end = at;
            while (end < owners.length
                    && theirs.get(end).line() == theirs.get(at).line()) {
                end++;
            }
            last = own(owners, at, end, new Between(last, next[end]));
            at = end;
        }
        return owners;
    }

    /** The segments of the text before and after a line. */
    private record Between(int last, int next) {}

    /** Finds the segments of the tokens of one line that have none, and returns the last of the segments so far. */
    private int own(int[] owners, int from, int to, Between between) {
        if (Arrays.stream(owners, from, to).allMatch(owner -> owner < 0)) {
            int owner = placed(file.lines().get(theirs.get(from).line()), between);
            Arrays.fill(owners, from, to, owner);
            return Math.max(owner, between.last());
        }
        for (int i = from; i < to; i++) {
            if (owners[i] < 0) {
                owners[i] = between(owners, i, from, to);
            }
        }
        return Math.max(owners[to - 1], between.last());
    }

    private int beside(int token) {
        int own = ours(token);
        return own < 0 ? -1 : ours.get(own).line();
    }

    /** Returns our token that their token is, or is in the place of; -1 if there is none. */
    private int ours(int token) {
        int place = match.beside(theirPlaces[token]);
        return place < 0 ? -1 : tokenAt[place];
    }

    /** Returns the owner of inserted text: the text before it in its line; if a sentence ends there, the text after it. */
    private int between(int[] owners, int token, int from, int to) {
        int next = -1;
        for (int i = token + 1; i < to && next < 0; i++) {
            next = owners[i];
        }
        if (token == from) {
            return next;
        }
        int before = owners[token - 1];
        boolean sentence = theirs.get(token - 1).text().matches(".*[.?!\u3002\uff01\uff1f][\"')\u201d]*");
        return next > before && sentence ? next : before;
    }

    /**
     * Returns the segment of a line whose words are all new: the segment at the same time, but none after that of the text
     * after it; without times the segment before it.
     */
    private int placed(CorrectedText.Line line, Between between) {
        if (line.span().isEmpty()) {
            return between.last();
        }
        TimeSpan span = line.span().get();
        int best = -1;
        long most = 0;
        for (int i = Math.max(0, between.last()); i < transcript.utterances().size(); i++) {
            TimeSpan other = transcript.utterances().get(i).place().span();
            if (other.start().compareTo(span.end()) >= 0) {
                break;
            }
            Duration start = span.start().compareTo(other.start()) > 0 ? span.start() : other.start();
            Duration end = span.end().compareTo(other.end()) < 0 ? span.end() : other.end();
            if (end.minus(start).toMillis() > most) {
                best = i;
                most = end.minus(start).toMillis();
            }
        }
        if (best < 0) {
            unfit.add(span.text() + ": there is no segment for '" + line.text().replace('\n', ' ') + "'");
        }
        return Math.min(best, between.next());
    }

    /** Returns the text of a segment as the file has it. */
    private String text(List<Integer> tokens) {
        StringBuilder text = new StringBuilder();
        int before = -1;
        for (int i : tokens) {
            text.append(text.length() > 0 && isApart(text, before, i) ? " " : "")
                    .append(shown(i));
            before = i;
        }
        return text.toString();
    }

    /** A file does not show whether a line was broken at a blank: there the segment decides, or else the script. */
    private boolean isApart(CharSequence text, int before, int token) {
        Token next = theirs.get(token);
        if (next.line() == theirs.get(before).line() && !next.newRow()) {
            return next.blankBefore();
        }
        int own = ours(token);
        if (own > 0 && ours(before) == own - 1) {
            return ours.get(own).blankBefore();
        }
        return TextJoiner.isBlankBetweenRows(text.toString(), next.text());
    }

    /** Some formats cannot write all characters, such as SubRip's own arrow. */
    private String shown(int token) {
        int place = match.hit(theirPlaces[token]);
        String text = theirs.get(token).text();
        if (place >= 0 && tokenAt[place] >= 0) {
            String own = ours.get(tokenAt[place]).text();
            if (plain(own).equals(plain(text))) {
                return own;
            }
        }
        return text.replace(SOFT_HYPHEN, "");
    }

    /** Editors put in soft hyphens and hyphens without a break, which are no corrections. */
    private static String plain(String text) {
        return text.replace("-->", "->").replace(SOFT_HYPHEN, "").replace('\u2011', '-');
    }

    /** Returns {@code text} with what was changed in the segment since the file was written. */
    private static String rebased(Utterance utterance, String text) {
        String base = utterance.text();
        for (String older : olderTexts(utterance)) {
            if (TextEdits.distance(older, text) < TextEdits.distance(base, text)) {
                base = older;
            }
        }
        return base.equals(utterance.text()) ? text : TextEdits.merged(base, text, utterance.text());
    }

    /** Returns the texts of the segment before each correction and each retry. */
    static Set<String> olderTexts(Utterance utterance) {
        Set<String> texts = new LinkedHashSet<>();
        texts.addAll(before(utterance.wording()));
        utterance.outcome().earlier().forEach(attempt -> {
            if (attempt.reason().equals("retry")) {
                texts.add(attempt.wording().text());
                texts.addAll(before(attempt.wording()));
            }
        });
        return texts;
    }

    private static List<String> before(Wording wording) {
        List<String> texts = new ArrayList<>();
        String text = wording.text();
        for (int i = wording.edits().size() - 1; i >= 0; i--) {
            Edit edit = wording.edits().get(i);
            text = edit.undo(text);
            if (edit.kind().equals(Edit.CORRECTION)) {
                texts.add(text);
            }
        }
        return texts;
    }
}
