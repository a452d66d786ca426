package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The recipes of src/dist for the package managers: each of them filled from the one description, in its own syntax. */
final class PackagesTest {
    private static final Path DIST = Path.of("src/dist");
    private static final Path RECIPES = DIST.resolve("recipes");
    private static final Pattern TOKEN = Pattern.compile("@([a-z][a-z0-9_-]*)@");
    private static final String SUM = "0123456789abcdef".repeat(4);

    @TempDir
    Path temp;

    private static Map<String, String> values(String macos) throws IOException {
        Properties description = new Properties();
        try (Reader reader = Files.newBufferedReader(DIST.resolve("description.properties"))) {
            description.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        description.forEach((name, value) -> values.put((String) name, (String) value));
        values.put("version", "1.2.3");
        for (String platform : List.of("linux-x86_64", "macosx-arm64", "windows-x86_64")) {
            values.put("sha256-" + platform, SUM);
            if (!platform.startsWith("windows")) {
                values.put("sha256-" + platform + "-zip", SUM);
            }
        }
        values.put("if-linux-x86_64", "");
        values.put("if-macosx-arm64", macos);
        return values;
    }

    private static String fill(String recipe, String macos) throws IOException {
        Map<String, String> values = values(macos);
        String filled = TOKEN.matcher(Files.readString(RECIPES.resolve(recipe)))
                .replaceAll(token ->
                        Matcher.quoteReplacement(values.getOrDefault(token.group(1), "UNKNOWN " + token.group())));
        assertFalse(filled.contains("UNKNOWN"), filled);
        return filled;
    }

    private static Set<String> recipes() throws IOException {
        try (Stream<Path> files = Files.walk(RECIPES)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(RECIPES.relativize(file).toString()));
            return names;
        }
    }

    /** Runs a checker of another language, where it is installed. */
    private void check(String text, String... command) throws Exception {
        Path file = Files.writeString(temp.resolve("recipe"), text);
        Path messages = temp.resolve("messages");
        List<String> words =
                Stream.concat(Stream.of(command), Stream.of(file.toString())).toList();
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(messages.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not installed");
            return;
        }
        int status = process.waitFor();
        assertEquals(0, status, words + "\n" + Files.readString(messages));
    }

    @Test
    void theDescriptionFillsEveryRecipe() throws Exception {
        assertTrue(recipes().size() >= 13, recipes().toString());
        for (String recipe : recipes()) {
            fill(recipe, "");
        }
        // Ant, which fills them in a build, knows no other value either.
        String build = Files.readString(DIST.resolve("installer.ant.xml"));
        for (String name : values("").keySet()) {
            boolean described =
                    Files.readString(DIST.resolve("description.properties")).contains("\n" + name + "=");
            assertTrue(described || build.contains("token=\"" + name + "\""), name);
        }
    }

    @Test
    void homebrewReadsRubyWithAndWithoutAnArchiveForMacOs() throws Exception {
        String whole = fill("homebrew/qasr.rb", "");
        assertTrue(whole.contains("\n  on_macos do\n"), whole);
        check(whole, "ruby", "-c");
        String linux = fill("homebrew/qasr.rb", "#");
        assertFalse(linux.contains("\n  on_macos do\n"), linux);
        check(linux, "ruby", "-c");
    }

    /** The names of the packages are those of one release. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anImageIsMadeOnDebian12Only() throws Exception {
        String image = DIST.resolve("image.sh").toString();
        check("ID=debian\nVERSION_ID=\"12\"\n", "sh", image, "--check");
        for (String other :
                List.of("ID=debian\nVERSION_ID=\"13\"\n", "ID=ubuntu\nVERSION_ID=\"24.04\"\n", "ID=arch\n")) {
            AssertionError refused = assertThrows(AssertionError.class, () -> check(other, "sh", image, "--check"));
            assertTrue(refused.getMessage().contains("image.sh: the image is made of packages of Debian 12"), other);
        }
    }

    @Test
    void rpmReadsTheSpecification() throws Exception {
        check(fill("rpm/qasr.spec", ""), "rpmspec", "-P");
    }

    @Test
    void scoopAndSdkmanReadJson() throws IOException {
        int read = 0;
        for (String recipe : recipes()) {
            if (recipe.endsWith(".json")) {
                JsonObject json = JsonParser.parseString(fill(recipe, "")).getAsJsonObject();
                assertEquals("1.2.3", json.get("version").getAsString(), recipe);
                assertTrue(json.toString().contains(SUM), recipe);
                if (recipe.startsWith("sdkman/")) {
                    assertTrue(json.get("url").getAsString().endsWith(".zip"), "SDKMAN unpacks nothing else");
                }
                read++;
            }
        }
        assertEquals(4, read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"winget/qasr.yaml", "winget/qasr.installer.yaml", "winget/qasr.locale.en-US.yaml"})
    void wingetReadsYaml(String recipe) throws Exception {
        String filled = fill(recipe, "");
        // A plain scalar ends at ": " and at " #".
        assertTrue(
                filled.lines()
                        .allMatch(line -> line.matches("( *(- )?[A-Za-z0-9]+:( (?!.*(: | #)).+)?|  [A-Z@q].*|# .*)")),
                filled);
        assertTrue(filled.contains("\nPackageVersion: 1.2.3\n"), filled);
        Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(filled);
        assertEquals("1.9.0", read.get("ManifestVersion"), "a string");
        assertEquals("qasr-speech.qasr", read.get("PackageIdentifier"));
        String type = recipe.replaceFirst("winget/qasr(?:\\.([a-z]+))?(?:\\..*)?\\.yaml", "$1");
        Map<String, Set<String>> required = Map.of(
                "", Set.of("DefaultLocale"),
                "installer", Set.of("InstallerType", "NestedInstallerType", "NestedInstallerFiles", "Installers"),
                "locale", Set.of("PackageLocale", "Publisher", "PackageName", "License", "ShortDescription"));
        assertTrue(required.containsKey(type), type);
        assertTrue(read.keySet().containsAll(required.get(type)), read.toString());
        assertTrue(String.valueOf(read.get("ShortDescription")).length() <= 256);
    }

    /** Winget gives a link to the program the ending ".exe", and Windows starts no script by that name. */
    @Test
    void wingetPutsTheFolderOfTheScriptIntoThePath() throws Exception {
        Map<String, Object> installer =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(fill("winget/qasr.installer.yaml", ""));
        assertTrue(installer.toString().contains("\\bin\\qasr.cmd"), installer.toString());
        assertEquals(true, installer.get("ArchiveBinariesDependOnPath"));
    }

    @Test
    void debianReadsFieldsAndFoldedText() throws Exception {
        String control = fill("deb/control", "");
        assertTrue(control.lines().allMatch(line -> line.matches("[A-Z][A-Za-z-]*: \\S.*| \\S.*")), control);
        assertTrue(control.endsWith("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postinst", "prerm", "postrm"})
    void scriptsOfThePackageAreShellAndOpenNoConnection(String name) throws Exception {
        String script = fill("deb/" + name, "");
        check(script, "sh", "-n");
        assertTrue(script.contains("\nset -e\n"), name);
        assertFalse(
                Pattern.compile("curl|wget|https?:|\\bpull\\b|\\bnc\\b")
                        .matcher(script)
                        .find(),
                script);
    }

    /** Each library that the POM names is in the list of licences, and each licence of that list is there as a text. */
    @Test
    void theLicenceOfEveryPartIsThere() throws IOException {
        String list = Files.readString(DIST.resolve("licences/README.md"));
        String pom = Files.readString(Path.of("pom.xml"));
        String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
        int shipped = 0;
        for (String dependency : dependencies.split("</dependency>", -1)) {
            Matcher name = Pattern.compile("<artifactId>([^<]*)").matcher(dependency);
            if (name.find() && !dependency.matches("(?s).*<scope>(test|provided)</scope>.*")) {
                assertTrue(list.matches("(?s).*\n\\|[^|\n]*\\b" + name.group(1) + "\\b.*"), name.group(1));
                shipped++;
            }
        }
        assertTrue(shipped >= 13, "libraries: " + shipped);
        Set<String> licences = new TreeSet<>();
        list.lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.split("\\|", -1)[2])
                .forEach(cell -> Pattern.compile("\\b([A-Z][A-Za-z]+-[A-Za-z0-9.-]*[0-9a-z]|MIT|FTL|WTFPL|Zlib)\\b")
                        .matcher(cell)
                        .results()
                        .forEach(match -> licences.add(match.group())));
        assertTrue(licences.size() >= 8, licences.toString());
        for (String licence : licences) {
            // The texts of these two travel with the parts themselves.
            if (!Set.of("GPL-2.0", "CC-BY-SA-3.0").contains(licence)) {
                assertTrue(Files.isRegularFile(DIST.resolve("licences/" + licence + ".txt")), licence);
            }
        }
    }
}
