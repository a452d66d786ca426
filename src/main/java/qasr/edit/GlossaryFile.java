package qasr.edit;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads glossary files. A line is a term, or {@code raw -> term} with the spellings that the model uses. Instead of
 * {@code ->}, a line may have {@code =>}, the arrow U+2192 or a tab. Raw forms are separated by {@code |} or commas.
 * Empty lines are ignored, and so are comments: {@code #} at the beginning of a line or between blanks, and the rest of
 * that line.
 */
public final class GlossaryFile {
    /** The maximum length of a term. */
    private static final int MAX_CHARACTERS = 200;

    private static final Pattern COMMENT = Pattern.compile("(?U)^\\s*#.*|\\s#(?:\\s.*)?$");
    private static final Pattern ARROW = Pattern.compile(" *\t+ *(?:(?:->|=>|\u2192) *\t* *)?|->|=>|\u2192");
    private static final Pattern RAWS = Pattern.compile("[|,\uff0c\u3001]");

    private final Map<String, Claim> claims = new LinkedHashMap<>();

    /** The first line that defines a raw form: its term, and its file and line. */
    private record Claim(String canonical, String place) {}

    /**
     * Returns the glossary in {@code lines}. It must not contradict files that this object has read before.
     *
     * @param name the name of the file, for messages
     * @throws GlossaryException if a line has a syntax error, or gives a raw form another term than an earlier line
     */
    public Glossary read(String name, List<String> lines) throws GlossaryException {
        List<Glossary.Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String content = COMMENT.matcher(Normalizer.normalize(lines.get(i), Normalizer.Form.NFC))
                    .replaceFirst("");
            if (!content.isBlank()) {
                entries.add(entry(content, name + ":" + (i + 1)));
            }
        }
        return new Glossary(entries);
    }

    private Glossary.Entry entry(String content, String place) throws GlossaryException {
        String[] sides = ARROW.split(content.strip(), -1);
        if (sides.length > 2) {
            throw new GlossaryException(place + ": has more than one arrow or tab: '" + shown(content) + "'");
        }
        String canonical = sides[sides.length - 1].strip();
        check(canonical, "term", content, place);
        if (sides.length == 1) {
            if (canonical.indexOf('|') >= 0) {
                throw new GlossaryException(place + ": has '|' but no '-> term': '" + shown(content) + "'");
            }
            return new Glossary.Entry(canonical, List.of());
        }
        List<String> raws = new ArrayList<>();
        for (String part : RAWS.split(sides[0], -1)) {
            String raw = part.strip();
            check(raw, "raw form", content, place);
            claim(raw, canonical, place);
            raws.add(raw);
        }
        return new Glossary.Entry(canonical, raws);
    }

    private static void check(String text, String what, String content, String place) throws GlossaryException {
        if (text.isEmpty()) {
            throw new GlossaryException(place + ": the " + what + " is empty: '" + shown(content) + "'");
        }
        if (text.length() > MAX_CHARACTERS) {
            throw new GlossaryException(place + ": the " + what + " has " + text.length() + " characters; at most "
                    + MAX_CHARACTERS + " are allowed");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new GlossaryException(place + ": the " + what + " has a control character");
        }
        if (FoldedText.of(text).isEmpty()) {
            throw new GlossaryException(place + ": the " + what + " has no letter or digit: '" + shown(content) + "'");
        }
    }

    private void claim(String raw, String canonical, String place) throws GlossaryException {
        String key = FoldedText.of(raw).key();
        Claim claim = claims.putIfAbsent(key, new Claim(canonical, place));
        if (claim != null && !claim.canonical.equals(canonical)) {
            throw new GlossaryException(place + ": '" + raw + "' cannot be both '" + canonical + "' and '"
                    + claim.canonical + "' (" + claim.place + ")");
        }
    }

    private static String shown(String content) {
        String line = content.strip().replace('\t', ' ');
        return line.length() <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 50)) + "\u2026";
    }
}
