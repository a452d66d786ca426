package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.testing.Golden;
import qasr.transcript.Transcript;

/**
 * Tests the output formats: each NAME.tsv in the folder is a transcript, and NAME.txt, NAME.srt, NAME.json and so on
 * are its expected output.
 */
final class GoldenTranscriptsTest {
    private static final Path FOLDER = Path.of("src/test/resources/qasr/output/transcripts");

    /** The formats with expected files: all except tsv, which is the input, and jsonl, which is a part of json. */
    private static final Set<Format> FORMATS = EnumSet.complementOf(EnumSet.of(Format.TSV, Format.JSONL));

    static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tsv"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aTranscriptIsWrittenAsItsGoldenFiles(String name) throws IOException {
        Transcript transcript = Transcripts.parse(Files.readAllLines(FOLDER.resolve(name + ".tsv")));
        for (Format format : FORMATS) {
            Golden.check(FOLDER.resolve(name + "." + format.extension()), TranscriptWriter.write(transcript, format));
        }
    }

    @Test
    void everyFileBelongsToATranscript() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String name : names()) {
            expected.add(name + ".tsv");
            FORMATS.forEach(format -> expected.add(name + "." + format.extension()));
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        assertTrue(expected.size() > 40, "the folder was not found whole");
    }

    @ParameterizedTest
    @EnumSource
    void aTranscriptWithoutWordsHasNoWordsInAnyFormat(Format format) {
        Transcript transcript = Transcripts.parse(java.util.List.of("3"));
        String text = TranscriptWriter.write(transcript, format);
        switch (format) {
            case TXT, SRT, JSONL, LRC, RTTM -> assertEquals("", text);
            case MD -> assertEquals("# June 3.m4a\n", text);
            case HTML -> assertTrue(text.endsWith("</h1>\n</body>\n</html>\n"), text);
            case VTT -> assertEquals("WEBVTT\n\n", text);
            case TSV -> assertEquals("start\tend\ttext\n", text);
            case CSV -> assertEquals("start,end,text\n", text);
            default -> assertTrue(text.endsWith("\n"), text);
        }
    }
}
