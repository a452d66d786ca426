package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks the program's texts for phrases that are hard to read: comments, Javadoc and string literals of Java files (of
 * tests, comments only), and all of other text files. Help texts and messages are string literals, so they are checked too.
 *
 * <p>A phrase is banned only if it is never right. {@code -Dwords.scope=src/main/java:README.md} checks other paths.
 */
final class WordsTest {
    /** The files and folders to check. */
    private static final List<String> SCOPE = List.of(
            "src/main/java",
            "src/main/resources",
            "src/test/java",
            "src/train",
            "models",
            "examples",
            "man",
            "qasr",
            "README.md",
            "CHANGELOG.md");

    private static final Pattern TEXT_FILE = Pattern.compile("(.*\\.(java|py|md|sh|mk|cron|service|timer|1|in)|qasr)");

    /** A banned pattern, case-insensitive, with an example of what to write instead. */
    private record Banned(Pattern pattern, String instead) {
        static Banned of(String regex, String instead) {
            return new Banned(
                    Pattern.compile("\\b(?:" + regex + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                    instead);
        }
    }

    private static final List<Banned> BANNED = List.of(
            Banned.of("what is there(?: already)?(?: and current)?|is passed over", "up-to-date outputs are skipped"),
            Banned.of("believe what|is not believed|do not believe", "turn off these checks; suspicious"),
            Banned.of("said so|says so|say so|as told", "name what is reported, and by whom"),
            Banned.of(
                    "(?:say|says|said|done|made|called|worded|spelled|do|does|computed|written|named) otherwise",
                    "differently; if ... not"),
            Banned.of("otherwise: in", "each time with another strategy"),
            Banned.of("whatever|whoever|whomever|whatsoever", "name the thing or the person; any"),
            Banned.of("takes? up (?:where|what|again)|taken up|took up", "resume"),
            Banned.of("listen(?:ed|s)? to (?:it )?again|heard again|another ear", "decode again; retry"),
            Banned.of("(?:worth )?a human ear", "segments to review"),
            Banned.of("teach(?:es)? a shell", "print a completion script"),
            Banned.of("goes on after|an earlier run has done", "resuming; done by an earlier run"),
            Banned.of("stands? for nothing|stood for nothing", "not speech"),
            Banned.of("(?:what|nothing|something) (?:came|comes) of|became of|becomes of", "the result of; happens to"),
            Banned.of(
                    "however (?:many|much|long|often)(?: (?:there|it|they))? (?:are|is|was|were|may be)",
                    "any number of"),
            Banned.of("goes? in circles|over and over|time and again", "repeats; is a loop"),
            Banned.of(
                    "a twentieth less|next to nothing|more likely than not", "give the number; almost none; probably"),
            Banned.of("(?:done|settled|lost|gone) for good", "done; finally"),
            Banned.of(
                    "underfoot|in nobody's way|is nobody's|nobody listens|nobody listened", "not used; not processed"),
            Banned.of("the ledger", "completeness; coverage"),
            Banned.of(
                    "lest|albeit|hitherto|whence|whither|thereof|whereof|wherein|hereby|henceforth",
                    "an everyday word"),
            Banned.of("bears? (?:no|the|a) ", "has"),
            Banned.of("anew|of its own accord|makes no difference here", "again; itself; is ignored"),
            Banned.of("RTF (?:of|is)|(?:x|times) real[- ]time", "N times faster than real time"));

    /** First sentences of Javadoc that do not say what the thing is or returns. */
    private static final Banned OPENING = new Banned(
            Pattern.compile("^(?:It|Its|They|Those|What|Who|Nobody|Makes (?:one|it)|The same)\\b"),
            "begin with what the thing is, or with the verb");

    private static final Pattern PARTS = Pattern.compile(
            "(?<doc>/\\*\\*?.*?\\*/)|(?<line>//[^\\n]*(?:\\n\\s*//[^\\n]*)*)"
                    + "|(?<block>\"\"\"\\R.*?(?<!\\\\)\"\"\")"
                    + "|(?<text>\"(?:\\\\.|[^\"\\\\\\n])*\"(?:\\s*\\+\\s*\"(?:\\\\.|[^\"\\\\\\n])*\")*)|'(?:\\\\.|[^'\\\\])+'",
            Pattern.DOTALL);

    /** What is no text inside a part: line starts of comments, and the joints of concatenated strings. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"|\\s*\\n\\s*(?:\\*(?!/)|//|#)?\\s*");

    @Test
    void noTextHasABannedPhrase() throws IOException {
        List<String> scope = System.getProperty("words.scope") == null
                ? SCOPE
                : List.of(System.getProperty("words.scope").split(":", -1));
        List<String> found = new ArrayList<>();
        for (String place : scope) {
            for (Path file : files(Path.of(place))) {
                found.addAll(check(file.toString().replace('\\', '/'), Files.readString(file)));
            }
        }
        assertEquals("", String.join("\n", found), found.size() + " banned phrases");
    }

    @Test
    void phrasesAreFoundAcrossLineEndsWithTheirLine() {
        String source = """
                /**
                 * Returns a number, and does what
                 * ever it takes up
                 * where it ended.
                 */
                int a() { // harmless
                    return b("files that are pa" + 3, "is "
                            + "passed "
                            + "over", '"', "over");
                }
                /** What it is. */
                int whatever;
                """;
        assertEquals(
                List.of("3: 'takes up where'", "7: 'is passed over'", "11: 'What'"),
                check("A.java", source).stream()
                        .map(line -> line.replaceAll("A.java:(.*'):.*", "$1"))
                        .toList());
        assertEquals(
                List.of(2),
                check("a.md", "One\nsaid so.\n").stream()
                        .map(line -> Integer.valueOf(line.split(":", -1)[1]))
                        .toList());
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(file -> Files.isRegularFile(file)
                            && TEXT_FILE.matcher(file.toString()).matches())
                    .filter(file -> !file.endsWith("WordsTest.java"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns one line per banned phrase in {@code source}, the content of the file {@code name}. */
    private static List<String> check(String name, String source) {
        Map<Integer, String> found = new TreeMap<>();
        if (!name.endsWith(".java")) {
            check(name, source, 0, source.length(), false, found);
            return List.copyOf(found.values());
        }
        Matcher parts = PARTS.matcher(source);
        while (parts.find()) {
            if (name.startsWith("src/test/") && parts.group("doc") == null && parts.group("line") == null) {
                continue; // strings of tests are mostly data
            }
            boolean isDoc = parts.group("doc") != null && parts.group().startsWith("/**");
            check(name, source, parts.start(), parts.end(), isDoc, found);
        }
        return List.copyOf(found.values());
    }

    private static void check(
            String name, String source, int start, int end, boolean isDoc, Map<Integer, String> found) {
        StringBuilder text = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        Matcher joints = JOINT.matcher(source).region(start + (isDoc ? 3 : 0), end);
        int from = joints.regionStart();
        while (from < end) {
            boolean more = joints.find();
            for (int i = from; i < (more ? joints.start() : end); i++) {
                text.append(source.charAt(i));
                places.add(i);
            }
            if (more && joints.group().indexOf('"') < 0) {
                text.append(' ');
                places.add(joints.start());
            }
            from = more ? joints.end() : end;
        }
        for (Banned banned : BANNED) {
            report(name, source, banned, text.toString(), places, found);
        }
        if (isDoc) {
            String doc = text.toString();
            int skipped = doc.length() - doc.stripLeading().length();
            report(name, source, OPENING, doc.substring(skipped), places.subList(skipped, places.size()), found);
        }
    }

    private static void report(
            String name, String source, Banned banned, String text, List<Integer> places, Map<Integer, String> found) {
        Matcher phrase = banned.pattern().matcher(text);
        while (phrase.find()) {
            int place = places.get(phrase.start());
            long line =
                    source.substring(0, place).chars().filter(c -> c == '\n').count() + 1;
            found.put(place, name + ":" + line + ": '" + phrase.group() + "': write for example: " + banned.instead());
        }
    }
}
