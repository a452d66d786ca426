package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.testing.Golden;

/**
 * The man page, the completions and the launcher's words say what the program does. {@code mvn test -Dtest=GeneratedDocsTest -Dgolden.update}
 * writes them again.
 */
final class GeneratedDocsTest {
    /** The folder's name lets {@code man} find the pages of a checkout that is in PATH. */
    private static final Path MAN_PAGES = Path.of("man", "man1");

    private static final Path COMPLETIONS = Path.of("completions", "qasr.bash");

    @Test
    void theManPageMatchesTheOptions() throws IOException {
        Golden.check(MAN_PAGES.resolve("qasr.1"), manPage());
    }

    /** As the help advises. */
    @Test
    void manFindsThePagesOfACheckoutInThePath() throws IOException, InterruptedException {
        Path checkout = Path.of("").toAbsolutePath();
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "command -v man > /dev/null || exit 77; man -w qasr-transcribe");
        builder.environment().remove("MANPATH");
        builder.environment().put("PATH", checkout + ":" + System.getenv("PATH"));
        Process man = builder.redirectErrorStream(true).start();
        String printed = new String(man.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = man.waitFor();
        assumeTrue(status != 77, "man is not installed");
        assertEquals(checkout.resolve(MAN_PAGES).resolve("qasr-transcribe.1").toString(), printed);
    }

    @Test
    void theCompletionsMatchTheOptions() throws IOException {
        Golden.check(COMPLETIONS, Completions.BASH.of(QasrCommand.parser()));
        Golden.check(Path.of("completions", "_qasr"), Completions.ZSH.of(QasrCommand.parser()));
        Golden.check(Path.of("completions", "qasr.fish"), Completions.FISH.of(QasrCommand.parser()));
    }

    @Test
    void theLaunchersWordsMatchTheCommands() throws IOException {
        Golden.check(Path.of("src", "dist", "launcher.words"), LauncherWords.of(QasrCommand.parser()));
    }

    @Test
    void everyCommandHasItsManPageAndNoOtherHas() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        addPages(QasrCommand.parser(), pages);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Golden.check(MAN_PAGES.resolve(page.getKey()), page.getValue());
        }
        try (Stream<Path> files = Files.list(MAN_PAGES)) {
            assertEquals(
                    List.copyOf(pages.keySet()),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("qasr-.*\\.1"))
                            .sorted()
                            .toList());
        }
    }

    private static void addPages(CommandLine parser, Map<String, String> pages) {
        parser.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                pages.put(command.getCommandSpec().qualifiedName("-") + ".1", ManPage.of(command.getCommandSpec()));
                addPages(command, pages);
            }
        });
    }

    @Test
    void theManPageHasEveryOptionAndStatusOfTheProgram() throws IOException {
        String page = manPage().replace("\\-", "-");
        QasrCommand.parser()
                .getSubcommands()
                .forEach((name, command) -> command.getCommandSpec()
                        .options()
                        .forEach(option -> assertTrue(
                                option.hidden() || page.contains("\\fB" + option.longestName() + "\\fR"),
                                name + " " + option.longestName())));
        for (ExitStatus status : ExitStatus.values()) {
            assertTrue(page.contains(".B " + status.code() + "\n"), status.toString());
        }
    }

    @Test
    void bashAcceptsTheCompletions() throws Exception {
        assertAccepted(List.of("bash", "-n", COMPLETIONS.toString()));
    }

    @Test
    void zshAndFishAcceptTheirs() throws Exception {
        assertAccepted(List.of("zsh", "-n", Path.of("completions", "_qasr").toString()));
        assertAccepted(List.of("fish", "-n", Path.of("completions", "qasr.fish").toString()));
    }

    @Test
    void groffAcceptsTheManPages() throws Exception {
        try (Stream<Path> pages = Files.list(MAN_PAGES)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".1"))
                    .sorted()
                    .toList()) {
                assertAccepted(List.of("groff", "-man", "-ww", "-z", page.toString()));
            }
        }
    }

    @Test
    void everyExampleInHelpAndReadmeParses() throws Exception {
        List<String> lines = new ArrayList<>(
                List.of(QasrCommand.parser().getCommandSpec().usageMessage().footer()));
        addFooters(QasrCommand.parser(), lines);
        boolean isCode = false;
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            isCode ^= line.startsWith("```");
            if (isCode) {
                lines.add(line);
            }
        }
        int calls = 0;
        for (String line : lines) {
            for (List<String> arguments : ShellCalls.in(line)) {
                calls++;
                assertDoesNotThrow(() -> parse(arguments), line);
            }
        }
        assertTrue(calls > 80, "found " + calls);
    }

    private static void addFooters(CommandLine parser, List<String> lines) {
        parser.getSubcommands().values().forEach(command -> {
            lines.addAll(List.of(command.getCommandSpec().usageMessage().footer()));
            addFooters(command, lines);
        });
    }

    /** Parses a command line as the program does. */
    private static void parse(List<String> arguments) throws CommandException {
        CommandLine parser = QasrCommand.parser();
        PeerArguments own = PeerArguments.translate(
                parser.getCommandSpec(), PeerProgram.NONE, name -> false, arguments.toArray(String[]::new));
        parser.parseArgs(own.arguments());
    }

    private static String manPage() throws IOException {
        return new ManPage(QasrCommand.parser()).fill(Files.readString(Path.of("man", "qasr.1.in")));
    }

    /** Runs a checker, if it is installed; any output of it is an error. */
    private static void assertAccepted(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, command.get(0) + " is not installed");
            return;
        }
        String complaint = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), complaint);
        assertEquals("", complaint);
    }
}
