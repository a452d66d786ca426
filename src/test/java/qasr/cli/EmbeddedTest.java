package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.batch.StateFolders;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.Failure;
import qasr.console.OutputFiles;
import qasr.console.Terminal;
import qasr.console.Verbosity;
import qasr.engine.NativeEngines;
import qasr.engine.Session;
import qasr.job.Division;
import qasr.job.Input;
import qasr.job.TranscribeJob;
import qasr.output.ChunkJson;
import qasr.run.Companion;
import qasr.run.EmbeddedTranscriber;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.vad.Chunk;

/** Tests that a program which embeds qasr gets the bytes that the command line writes, from its own files and in parts. */
final class EmbeddedTest {
    private static final Path RECORDING = Path.of("examples", "welcome.m4a");
    private static final List<String> OPTIONS =
            List.of("-m", Path.of("models", "demo").toString(), "-f", "txt,srt,json", "--max-chunk", "2");

    @TempDir
    private Path folder;

    private final Session session = session();

    @AfterEach
    void close() {
        session.engines().close();
    }

    private static Session session() {
        Environment environment = new Environment(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream(),
                false,
                Terminal.none(),
                Map.of(),
                Optional.empty());
        return new Session(
                environment,
                new Console(environment, Verbosity.QUIET),
                new NativeEngines(directory -> List.of()),
                new OutputFiles(),
                new StateFolders());
    }

    /** The files of the other file system here are those of an archive; all chunks but one are decoded one by one before. */
    @Test
    void recordingsOfAnotherFileSystemAndChunksDecodedApartGiveTheSameBytes() throws Exception {
        Path archive = folder.resolve("recordings.zip");
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"));
                EmbeddedTranscriber transcriber = new EmbeddedTranscriber(session)) {
            Path place = files.getPath("/" + RECORDING.getFileName());
            Files.copy(RECORDING, place);
            List<Input> inputs = List.of(
                    Input.at(
                            place, RECORDING.toString(), RECORDING.getFileName().toString(), ""),
                    Input.at(files.getPath("/none.wav"), "none.wav", "none.wav", ""));
            Map<Chunk.Place, String> results = decodedApart(transcriber, job(inputs.subList(0, 1), folder));
            assertTrue(results.size() > 1, results.size() + " chunks");
            Remembering companion = new Remembering(results, new ArrayList<>());
            List<Optional<Failure>> failures = transcriber.run(job(inputs, folder.resolve("embedded")), companion);
            assertEquals(
                    List.of("", "no such file"),
                    failures.stream()
                            .map(failure -> failure.map(Failure::message).orElse(""))
                            .toList());
            assertEquals(results.keySet(), companion.recalled.stream().collect(Collectors.toSet()));
        }
        assertSameAsCommand("welcome");
    }

    /** Returns the results of all chunks but the last, which the run then has to decode itself. */
    private static Map<Chunk.Place, String> decodedApart(EmbeddedTranscriber transcriber, TranscribeJob job)
            throws Exception {
        Map<Chunk.Place, String> results = new HashMap<>();
        List<Chunk> chunks = new ArrayList<>();
        transcriber.chunks(job, source -> {
            Optional<Chunk> chunk = source.next();
            while (chunk.isPresent()) {
                chunks.add(chunk.get());
                chunk = source.next();
            }
        });
        for (Chunk chunk : chunks.subList(0, chunks.size() - 1)) {
            Iterator<Chunk> one = List.of(chunk).iterator();
            transcriber.decode(job, () -> one.hasNext() ? Optional.of(one.next()) : Optional.empty(), event -> {
                if (event instanceof RecordingEvent.Heard heard) {
                    results.put(heard.place(), ChunkJson.write(heard.result()));
                }
            });
        }
        return results;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-d x",
                "-o x",
                "--report x",
                "talk.wav",
                "--shard 1/2",
                "--max-chunk x",
                "--watch x",
                "--help",
                "--config x",
                "-q",
                "-v",
                "--debug",
                "--progress none",
                "--color never",
                "--log-file x",
                "--print text"
            })
    void optionsAboutInputsAndOutputsAreRefused(String options) {
        assertThrows(CommandException.class, () -> EmbeddedOptions.parse(List.of(options.split(" "))));
    }

    private static TranscribeJob job(List<Input> inputs, Path out) throws CommandException {
        return EmbeddedOptions.parse(OPTIONS).job(Division.whole(inputs), out);
    }

    private void assertSameAsCommand(String stem) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("transcribe", "-q"));
        arguments.addAll(OPTIONS);
        arguments.addAll(List.of("-d", folder.resolve("command"), RECORDING));
        assertEquals(
                new Cli.Outcome(0, "", ""),
                new Cli(new NativeEngines(directory -> List.of())).run(arguments.toArray()));
        for (String format : List.of("txt", "srt", "json")) {
            String name = stem + "." + format;
            assertEquals(
                    Files.readString(folder.resolve("command").resolve(name)),
                    Files.readString(folder.resolve("embedded").resolve(name)),
                    name);
        }
    }

    /** Remembers the results of chunks, and notes which were taken from it. */
    private record Remembering(Map<Chunk.Place, String> results, List<Chunk.Place> recalled) implements Companion {
        @Override
        public ChunkMemory memory(int index) {
            return place -> Optional.ofNullable(results.get(place)).map(line -> {
                try {
                    return ChunkJson.read(line);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public RecordingListener listener(int index) {
            return event -> {
                if (event instanceof RecordingEvent.Heard heard && heard.recalled()) {
                    recalled.add(heard.place());
                }
            };
        }
    }
}
