package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The shells themselves complete command lines with their scripts. A shell that is not installed is left out. */
final class ShellCompletionTest {
    @TempDir
    private Path folder;

    /** A line, the ends of what must be offered, joined by blanks, and what must not be offered. */
    private static final List<List<String>> CASES = List.of(
            List.of("qasr tr", "transcribe", "render"),
            List.of("qasr transcribe ta", "talk.m4a", "list.txt"),
            List.of("qasr transcribe x.wav ta", "talk.m4a", "list.txt"),
            List.of("qasr transcribe my\\ t", "talk.wav", "list.txt"),
            List.of("qasr transcribe \"my t", "talk.wav", "list.txt"),
            List.of("qasr transcribe a:b", "b.wav", "list.txt"),
            List.of("qasr transcribe k=", "v.wav", "zzz"),
            List.of("qasr transcribe ~/ho", "home.wav", "list.txt"),
            List.of("qasr retry ta", "talk.m4a", "list.txt"),
            List.of("qasr render ta", "talk.m4a", "list.txt"),
            List.of("qasr transcribe --files-from li", "list.txt", "talk.m4a"),
            List.of("qasr transcribe --files-from=li", "list.txt", "talk.m4a"),
            List.of("qasr transcribe --output=my\\ t", "talk.wav", "list.txt"),
            List.of("qasr transcribe --out", "--output --output-dir", "--verbose"),
            List.of("qasr transcribe -d su", "sub", "talk.m4a"),
            List.of("qasr transcribe --output-dir=s", "sub", "talk.m4a"),
            List.of("qasr clean su", "sub", "talk.m4a"),
            List.of("qasr transcribe --on-exists ", "update skip overwrite fail", "keep"),
            List.of("qasr transcribe --punctuation ", "keep strip", "update"),
            List.of("qasr transcribe --punctuation=", "keep strip", "update"),
            List.of("qasr transcribe --progress ", "auto bar plain json none", "always"),
            List.of("qasr transcribe -f txt,s", "srt", "json"),
            List.of("qasr transcribe --format=txt,s", "srt", "json"),
            List.of("qasr segment -f ", "tsv json", "txt"),
            List.of("qasr transcribe -l Ger", "German", "French"),
            List.of("qasr transcribe --languages en,Ger", "German", "French"),
            List.of("qasr transcribe --no-re", "--no-resume", "--resume"),
            List.of("qasr transcribe --no-i", "--no-itn", "--itn"),
            List.of("qasr -q transcribe ta", "talk.m4a", "list.txt"),
            List.of("qasr -q tr", "transcribe", "render"),
            List.of("qasr --outp", "--output --output-dir", "--verbose"),
            List.of("qasr --vers", "--version", "--verbose"),
            List.of("qasr -q --outp", "--output --output-dir", "--verbose"),
            List.of("qasr -f txt,s", "srt", "json"),
            List.of("qasr --format=txt,s", "srt", "json"),
            List.of("qasr --on-exists ", "update skip overwrite fail", "keep"),
            List.of("qasr -f srt ta", "talk.m4a", "list.txt"),
            List.of("qasr ta", "talk.m4a", "list.txt"),
            List.of("qasr talk.m4a --outp", "--output --output-dir", "--verbose"),
            List.of("qasr models --no-such", "", "--output"),
            List.of("qasr help mo", "models", "transcribe"),
            List.of("qasr help models pu", "pull", "list"),
            List.of("qasr models pu", "pull", "list"),
            List.of("qasr models rm My", "My-ASR", "talk.m4a"),
            List.of("qasr transcribe -m My", "My-ASR", "talk.m4a"),
            List.of("qasr transcribe --context @li", "list.txt", "talk.m4a"),
            List.of("qasr transcribe --context li", "", "list.txt"),
            List.of("qasr transcribe --threads ", "", "talk.m4a"),
            List.of("qasr completion f", "fish", "bash"));

    @Test
    void bash() throws Exception {
        check("bash", List.of("bash", "--norc"), Completions.BASH);
    }

    @Test
    void zsh() throws Exception {
        check("zsh", List.of("zsh", "-f"), Completions.ZSH);
    }

    @Test
    void fish() throws Exception {
        check("fish", List.of("fish", "--no-config"), Completions.FISH);
    }

    private void check(String shell, List<String> start, Completions completions) throws Exception {
        for (String name :
                List.of("talk.m4a", "my talk.wav", "a:b.wav", "k=v.wav", "list.txt", "home/home.wav", "sub/x")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        Path model = folder.resolve("data/qasr/models/My-ASR");
        Files.createDirectories(model);
        Files.writeString(model.resolve("config.json"), "{}");
        Path script = Files.writeString(folder.resolve("script"), completions.of(QasrCommand.parser()));
        List<String> command = new ArrayList<>(start);
        command.add(Path.of("src/test/resources/qasr/cli/complete." + shell)
                .toAbsolutePath()
                .toString());
        command.add(script.toString());
        Map<String, List<String>> offers = offers(command);
        for (List<String> each : CASES) {
            List<String> offered = offers.get(each.get(0));
            String what = shell + ": " + each.get(0) + " -> " + offered;
            for (String end : each.get(1).isEmpty()
                    ? List.<String>of()
                    : List.of(each.get(1).split(" ", -1))) {
                assertTrue(offered.stream().anyMatch(offer -> isAt(end, offer)), what);
            }
            assertTrue(offered.stream().noneMatch(offer -> isAt(each.get(2), offer)), what);
        }
        assertEveryOptionIsOffered(command, shell);
    }

    /** Shells offer the whole word or what follows the last comma, colon or equals sign in it. */
    private static boolean isAt(String end, String offer) {
        String plain = offer.replaceFirst("/$", "");
        return plain.equals(end) || plain.matches(".*[,:=@ \\\\/]\\Q" + end + "\\E");
    }

    private void assertEveryOptionIsOffered(List<String> command, String shell) throws Exception {
        CommandLine parser = QasrCommand.parser();
        StringBuilder lines = new StringBuilder();
        parser.getSubcommands().keySet().forEach(name -> lines.append("qasr " + name + " --\n"));
        lines.append("qasr --\n");
        Map<String, List<String>> offers = offers(command, lines.toString());
        parser.getSubcommands().forEach((name, child) -> {
            if (!name.equals("help")) {
                assertOffered(child, "qasr " + name + " --", offers, shell);
            }
        });
        assertOffered(parser, "qasr --", offers, shell);
        assertOffered(parser.getSubcommands().get("transcribe"), "qasr --", offers, shell);
    }

    private static void assertOffered(
            CommandLine command, String line, Map<String, List<String>> offers, String shell) {
        ShellArgument.options(command.getCommandSpec()).stream()
                .flatMap(option -> ShellArgument.names(option).stream())
                .filter(option -> option.startsWith("--"))
                .forEach(option -> assertTrue(
                        offers.get(line).stream()
                                .anyMatch(offer -> offer.replaceFirst("=$", "").equals(option)),
                        shell + ": " + line + " lacks " + option));
    }

    private Map<String, List<String>> offers(List<String> command) throws Exception {
        StringBuilder lines = new StringBuilder();
        CASES.forEach(each -> lines.append(each.get(0)).append('\n'));
        return offers(command, lines.toString());
    }

    /** Has a shell complete each of {@code lines}, and returns what it offers for each. */
    private Map<String, List<String>> offers(List<String> command, String lines) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("TERM", "dumb");
        builder.redirectInput(Files.writeString(folder.resolve("lines"), lines).toFile());
        Path errors = folder.resolve("errors");
        builder.redirectError(errors.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, command.get(0) + " is not installed");
            throw e;
        }
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(() -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", Files.readString(errors), command.toString());
        Map<String, List<String>> offers = new LinkedHashMap<>();
        String line = "";
        for (String text : output.lines().toList()) {
            if (text.startsWith("> ")) {
                line = text.substring(2);
                offers.put(line, new ArrayList<>());
            } else {
                offers.get(line).add(text);
            }
        }
        assertEquals(lines.lines().distinct().count(), offers.size(), output);
        return offers;
    }
}
