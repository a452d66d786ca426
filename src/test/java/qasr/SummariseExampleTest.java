package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code examples/summarise.sh} with stand-ins for the language models, which keep each prompt. */
@DisabledOnOs(OS.WINDOWS)
final class SummariseExampleTest {
    private static final String SCRIPT =
            Path.of("examples", "summarise.sh").toAbsolutePath().toString();
    private static final int PART_BYTES = 6000;
    private static final String KEEP = """
            #!/bin/sh
            n=$(ls "$KEPT" | wc -l)
            %s > "$KEPT/$(printf '%%04d' "$n")"
            echo "${0##*/} $*" | sed 's| -f .*||' >> "$CALLS"
            %s
            """;

    @TempDir
    Path folder;

    private Path bin;
    private Path kept;
    private Path text;

    private record Run(int status, String out, String err) {}

    @BeforeEach
    void makeFolders() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        kept = Files.createDirectory(folder.resolve("kept"));
        text = folder.resolve("text.txt");
        for (String tool : List.of("awk", "cat", "grep", "ls", "mktemp", "mv", "rm", "sed", "sh", "wc", "printf")) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path real = Path.of(place, tool);
                if (Files.exists(real) && Files.notExists(bin.resolve(tool))) {
                    program(tool, "#!/bin/sh\nexec " + real + " \"$@\"\n");
                }
            }
        }
    }

    private void llama() throws IOException {
        program(
                "llama-cli",
                String.format(KEEP, "for a; do f=$a; done; cat \"$f\"", "echo 'A summary. [end of text]'"));
        Files.writeString(folder.resolve("m.gguf"), "");
    }

    private void ollama(String answer) throws IOException {
        program(
                "ollama",
                "#!/bin/sh\nif [ \"$1\" = show ]; then [ \"$2\" = mine ]; exit; fi\necho \"$OLLAMA_HOST\" > \"$CALLS.host\"\n"
                        + String.format(KEEP, "cat", answer).replace("#!/bin/sh\n", ""));
    }

    private void program(String name, String script) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(bin.resolve(name), script), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aShortTextIsOnePrompt() throws Exception {
        llama();
        Files.writeString(text, "Good morning.\nWe begin.\n");
        assertEquals(new Run(0, "A summary.\n", ""), run(model(), text.toString()));
        assertEquals(1, prompts().size());
        assertTrue(
                prompts().get(0).endsWith("\n\nGood morning.\nWe begin.\n"),
                prompts().get(0));
        assertEquals(
                "llama-cli -m " + folder + "/m.gguf -c 4096 -n 512 -no-cnv --no-display-prompt\n",
                Files.readString(folder.resolve("calls")));
    }

    @Test
    void aLongTextIsSplitAtParagraphsAndNothingIsLost() throws Exception {
        llama();
        List<String> paragraphs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            paragraphs.add(String.join(
                    "\n",
                    IntStream.range(0, 10)
                            .mapToObj(line -> "Paragraph " + number + ", line " + line + ", some words that were said.")
                            .toList()));
        }
        String whole = String.join("\n\n", paragraphs) + "\n";
        Files.writeString(text, whole);
        assertEquals(new Run(0, "A summary.\n", ""), run(model(), text.toString()));
        List<String> prompts = prompts();
        StringBuilder parts = new StringBuilder();
        for (String prompt : prompts.subList(0, prompts.size() - 1)) {
            String part = body(prompt);
            assertTrue(part.getBytes(StandardCharsets.UTF_8).length <= PART_BYTES);
            assertTrue(part.endsWith("\n\n") || whole.endsWith(part), "not between paragraphs: " + part);
            parts.append(part);
        }
        assertEquals(whole, parts.toString());
        assertEquals(
                "A summary.\n\n".repeat(prompts.size() - 1),
                body(prompts.get(prompts.size() - 1)),
                "the summaries' summary");
    }

    @Test
    void aLineWithoutBlanksIsCutBetweenCharacters() throws Exception {
        llama();
        String whole = "中文é😀".repeat(3000) + "\n";
        Files.writeString(text, whole);
        assertEquals(0, run(model(), text.toString()).status());
        StringBuilder parts = new StringBuilder();
        for (String prompt : prompts()) {
            parts.append(body(prompt));
        }
        assertTrue(parts.toString().startsWith(whole.strip()), "no character is cut");
    }

    @Test
    void ollamaIsAskedOnThisComputerOnly() throws Exception {
        ollama("echo fine");
        Files.writeString(text, "Hello.\n");
        Map<String, String> mine = Map.of("OLLAMA_MODEL", "mine", "OLLAMA_HOST", "http://example.org:1");
        assertEquals(new Run(0, "fine\n", ""), run(mine, text.toString()));
        assertEquals("127.0.0.1:11434\n", Files.readString(folder.resolve("calls.host")));
        Run missing = run(Map.of("OLLAMA_MODEL", "other"), text.toString());
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("has no model other"), "it would be downloaded: " + missing);
        assertEquals(
                1, run(Map.of("OLLAMA_MODEL", "big:cloud"), text.toString()).status());
        assertEquals(1, prompts().size());
    }

    @Test
    void faultsAreReported() throws Exception {
        Files.writeString(text, "Hello.\n");
        assertTrue(run(Map.of(), text.toString()).err().contains("no language model"));
        ollama("echo 'out of memory' >&2; exit 3");
        Run failed = run(Map.of("OLLAMA_MODEL", "mine"), text.toString());
        assertEquals(1, failed.status());
        assertTrue(failed.err().startsWith("out of memory\n"), failed.err());
        ollama("echo");
        assertTrue(run(Map.of("OLLAMA_MODEL", "mine"), text.toString()).err().contains("wrote nothing"));
        ollama("cat \"$KEPT/$(printf '%04d' \"$n\")\"");
        Files.writeString(text, "Too many words.\n".repeat(1000));
        assertTrue(run(Map.of("OLLAMA_MODEL", "mine"), text.toString()).err().contains("do not become shorter"));
        assertEquals(2, run(Map.of("OLLAMA_MODEL", "mine")).status());
        assertEquals(1, run(Map.of("OLLAMA_MODEL", "mine"), "absent.txt").status());
    }

    private Map<String, String> model() {
        return Map.of("LLAMA_MODEL", folder.resolve("m.gguf").toString());
    }

    private static String body(String prompt) {
        return prompt.substring(prompt.indexOf("\n\n") + 2);
    }

    /** Returns the prompts, each of which must be UTF-8. */
    private List<String> prompts() throws IOException {
        List<String> prompts = new ArrayList<>();
        for (String name : Arrays.stream(kept.toFile().list()).sorted().toList()) {
            try {
                prompts.add(Files.readString(kept.resolve(name)));
            } catch (CharacterCodingException e) {
                throw new AssertionError(name + " is not UTF-8", e);
            }
        }
        return prompts;
    }

    private Run run(Map<String, String> variables, String... files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", SCRIPT));
        command.addAll(List.of(files));
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("KEPT", kept.toString());
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }
}
