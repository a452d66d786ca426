package qasr.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import qasr.audio.Waveform;
import qasr.console.ExitStatus;
import qasr.fuzz.Damage;
import qasr.hub.ModelCheck;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.output.ChunkJson;
import qasr.resume.JournalMemory;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.transcript.ChunkResult;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

/** Everything except audio that the program reads from outside, each with valid bytes to start from. */
public final class ByteTargets {
    /** No status of the program. */
    static final int NOT_RUN = -1;

    private static final Pattern UNSEEMLY =
            Pattern.compile("internal error|Exception|\\tat |report this with|report it with");
    private static final List<String> FORMATS =
            List.of("txt", "md", "srt", "vtt", "ass", "lrc", "json", "jsonl", "tsv", "csv");

    private static final byte[] GLOSSARY =
            utf8("# names\nqasr\nkazar, caser -> qasr\nOne|Won => One\n\u4e00\u4e8c\t\u4e8c\n");
    private static final byte[] SETTINGS =
            utf8("format = json\nlanguage=English\nmax-chunk : 20\n# comment\nglossary=D:\\terms\nretries=1\n");
    private static final List<byte[]> NAMES = List.of(
            utf8("*.{m4a,wav}"),
            utf8("{stem}{.lang}.{ext}"),
            utf8("1:02:03.5"),
            utf8("1-3,5"),
            utf8("**/[a-z]?.wav"),
            utf8("rec2.wav\nrec10.wav\nb/rec2.wav\n"));

    /** Reads bytes. */
    @FunctionalInterface
    private interface Reader {
        void read(byte[] bytes, Random random) throws IOException;
    }

    private record Target(List<byte[]> seeds, boolean text, Reader reader) {}

    private final Path folder;
    private final Path model;
    private final Path recording;
    private final Path results;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private int lastStatus = NOT_RUN;

    /** Makes them in {@code folder}, an empty one. */
    public ByteTargets(Path folder) throws IOException {
        this.folder = folder;
        model = SeededModel.tiny().writeTo(folder.resolve("model"));
        float[] samples = new float[4 * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.1f * (1 + i / Waveform.SAMPLE_RATE);
        }
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        results = folder.resolve("results");
        run("transcribe", "-m", model, "-d", results, "-f", "json,jsonl,txt", "--context", "One", recording);
        results();
        direct();
        settings();
        records();
        for (String file : List.of(
                "config.json",
                "model.safetensors",
                "vocab.json",
                "merges.txt",
                "tokenizer_config.json",
                "preprocessor_config.json",
                "generation_config.json",
                "tokenizer.json")) {
            if (Files.exists(model.resolve(file))) {
                byte[] bytes = Files.readAllBytes(model.resolve(file));
                add("model " + file, !file.endsWith("safetensors"), (damaged, random) -> model(file, damaged), bytes);
            }
        }
    }

    private void add(String name, boolean text, Reader reader, byte[]... seeds) {
        targets.put(name, new Target(List.of(seeds), text, reader));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void results() throws IOException {
        byte[] json = Files.readAllBytes(results.resolve("a.json"));
        byte[] lines = Files.readAllBytes(results.resolve("a.jsonl"));
        Path file = folder.resolve("result.json");
        add(
                "render",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("render", "-f", FORMATS.get(random.nextInt(FORMATS.size())), file);
                },
                json,
                lines);
        add(
                "diff",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("diff", file);
                },
                json);
        add(
                "retry",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("retry", "-m", model, "--segments", "0-1", "--recording", recording, file);
                },
                json);
        add(
                "score",
                true,
                (bytes, random) -> {
                    Path text = Files.write(folder.resolve("said.txt"), bytes);
                    Path said = Files.writeString(folder.resolve("ref.txt"), "One. Two. Three.");
                    run("score", said, text);
                    run("score", text, said);
                },
                utf8("One. Two. Three.\n"),
                json);
    }

    private void direct() throws IOException {
        DirectTargets parts = new DirectTargets(folder.resolve("part"));
        byte[] json = Files.readAllBytes(results.resolve("a.json"));
        byte[] lines = Files.readAllBytes(results.resolve("a.jsonl"));
        add("part results", true, (bytes, random) -> parts.results(bytes), json, lines);
        add("part glossary", true, (bytes, random) -> parts.glossary(bytes), GLOSSARY);
        add("part settings", true, (bytes, random) -> parts.settings(bytes), SETTINGS);
        add("part names", true, (bytes, random) -> parts.names(bytes), NAMES.toArray(byte[][]::new));
    }

    private void settings() {
        Path file = folder.resolve("settings");
        add(
                "glossary",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("transcribe", "-m", model, "--glossary", file, recording);
                },
                GLOSSARY);
        add(
                "context",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("transcribe", "-m", model, "--context", "@" + file, recording);
                },
                utf8("One, Two, Three. <|im_end|> names"));
        add(
                "settings",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("--config", file, "config");
                    run("--config", file, "segment", recording);
                },
                SETTINGS);
        add(
                "list of names",
                true,
                (bytes, random) -> {
                    Files.write(file, bytes);
                    run("segment", "--files-from", file);
                },
                utf8(recording + "\nmissing.wav\n-\nfile:x\nhttp://127.0.0.1/x\n"),
                utf8("a.wav\0b\nc.wav\0"));
        add(
                "patterns",
                true,
                (bytes, random) -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    Path tree = folder.resolve("tree");
                    run("segment", "--include", text, "--exclude", text, recording);
                    run("segment", "--start", text, recording);
                    run("transcribe", "-m", model, "-l", text, recording);
                    run("transcribe", "-m", model, "-d", tree, "--name-template", inside(text), recording);
                    run("retry", "-m", model, "--segments", text, results.resolve("a.json"));
                },
                NAMES.toArray(byte[][]::new));
    }

    /** A template must stay in its folder, which the option sees to; what no file system takes is no finding. */
    private static String inside(String text) {
        return text.isBlank() ? "{stem}" : text;
    }

    private void records() throws IOException {
        Path state = results.resolve(".qasr").resolve("outputs");
        byte[] log = Files.readAllBytes(state);
        add(
                "records",
                false,
                (bytes, random) -> {
                    Files.write(state, bytes);
                    run(
                            "transcribe",
                            "-m",
                            model,
                            "-d",
                            results,
                            "-f",
                            "json,jsonl,txt",
                            "--context",
                            "One",
                            recording);
                },
                log);
        String last = new String(log, StandardCharsets.UTF_8)
                .lines()
                .reduce((before, next) -> next)
                .orElseThrow()
                .substring(9);
        add(
                "records with right sums",
                true,
                (bytes, random) -> {
                    Files.write(state, line(bytes));
                    Files.write(state, log, StandardOpenOption.APPEND); // or the outputs would be nobody's
                    run(
                            "transcribe",
                            "-m",
                            model,
                            "-d",
                            results,
                            "-f",
                            "json,jsonl,txt",
                            "--context",
                            "One",
                            recording);
                },
                utf8(last));
        Utterance utterance = new Utterance(
                Duration.ofSeconds(1), Duration.ofSeconds(2), "English", "One.", -1, -1, Utterance.Status.OK);
        String memory = ChunkJson.write(
                new ChunkResult(List.of(utterance), List.of(Warning.of(Warning.Kind.TRUNCATED, "a warning"))));
        add(
                "journal",
                true,
                (bytes, random) -> JournalMemory.decode(new String(bytes, StandardCharsets.UTF_8)),
                utf8(memory));
    }

    private static byte[] line(byte[] record) {
        byte[] text = utf8(new String(record, StandardCharsets.UTF_8).replace("\n", ""));
        CRC32C sum = new CRC32C();
        sum.update(text);
        return utf8(String.format("%08x %s%n", sum.getValue(), new String(text, StandardCharsets.UTF_8)));
    }

    private void model(String file, byte[] bytes) throws IOException {
        Path damaged = folder.resolve("damaged");
        if (!Files.exists(damaged)) {
            Files.createDirectory(damaged);
        }
        try (Stream<Path> files = Files.list(model)) {
            for (Path each : files.toList()) {
                Path copy = damaged.resolve(each.getFileName().toString());
                if (each.getFileName().toString().equals(file)) {
                    Files.write(copy, bytes);
                } else if (!Files.exists(copy) || Files.size(copy) != Files.size(each)) {
                    Files.write(copy, Files.readAllBytes(each));
                }
            }
        }
        try {
            ModelDirectory.open(damaged).tokenizer().encode("One, Two. \u4e00 \uD83D\uDE00 1,234");
        } catch (ModelException e) {
            if (e.getMessage().isBlank() || e.getMessage().contains("\n")) {
                throw new AssertionError("message: '" + e.getMessage() + "'", e);
            }
        }
        ModelCheck.of(damaged);
        Files.write(damaged.resolve(file), Files.readAllBytes(model.resolve(file)));
    }

    private void run(Object... arguments) {
        Cli.Outcome outcome = new Cli(new FakeEngines()).run(arguments);
        lastStatus = outcome.status();
        if (outcome.status() == ExitStatus.INTERNAL.code()
                || UNSEEMLY.matcher(outcome.err()).find()) {
            throw new AssertionError(List.of(arguments) + " ends with " + outcome.status() + ": " + outcome.err());
        }
    }

    /** Returns their names. */
    public List<String> names() {
        return List.copyOf(targets.keySet());
    }

    /** Gives a target {@code bytes}; returns the program's last status, or {@link #NOT_RUN} where a part of it reads. */
    public int read(String name, byte[] bytes) throws IOException {
        lastStatus = NOT_RUN;
        targets.get(name).reader().read(bytes, new Random(1));
        return lastStatus;
    }

    /** Returns the sound bytes that a target's cases begin with. */
    public List<byte[]> seeds(String name) {
        return targets.get(name).seeds();
    }

    /** Gives case {@code number} of {@code seed} to a target, after which its files are as before. */
    public void check(String name, long seed, long number) throws IOException {
        Target target = targets.get(name);
        Random random = new Random((seed * 1_000_003 + number) * 0x9E3779B97F4A7C15L);
        byte[] bytes = target.seeds().get(random.nextInt(target.seeds().size()));
        byte[] other = target.seeds().get(random.nextInt(target.seeds().size()));
        byte[] damaged = Damage.of(bytes, other, target.text(), random);
        try {
            target.reader().read(damaged, random);
        } catch (IOException | RuntimeException | Error e) {
            Path kept = Files.createTempFile("qasr-fuzz", ".bytes");
            Files.write(kept, damaged);
            throw new AssertionError(
                    name + ", seed " + seed + ", case " + number + " (bytes in " + kept + "): " + e, e);
        }
        Path tree = folder.resolve("tree");
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
