package qasr.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the formats of {@code --segments}. */
final class CutReaderTest {
    /** Returns line, milliseconds and speaker of each row, such as "1:500-1500 ada". */
    private static String rows(String text) throws IOException {
        return CutReader.read(text).stream()
                .map(row -> row.line() + ":" + row.range().start() / 16 + "-"
                        + row.range().end() / 16
                        + (row.speaker().isEmpty() ? "" : " " + row.speaker())
                        + (row.recording().isEmpty() ? "" : " of " + row.recording()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.500\t1.500\t1.000\n2\t3.25\t1.25\n",
                "start\tend\tduration\n0.5\t1.5\t1\n\n2\t3.25\t1.25",
                "start\tend\ttext\n500\t1500\tOne.\n2000\t3250\tTwo.\n",
                "0.500000\t1.500000\tgreeting\n\\\t100.0\t200.0\n2.000000\t3.250000\t\n",
                "0,500000\t1,500000\n2,000000\t3,250000\n",
                "5.0e-1\t1.5E0\ta\r\n2e0\t3.25\tb\r\n",
                "1\n00:00:00,500 --> 00:00:01,500\nOne --> two\n\n2\n00:00:02,000 --> 00:00:03,250\nThree.\n",
                "WEBVTT - talk\n\nSTYLE\n::cue { color: red }\n\nNOTE a\n\n00:00.500 --> 00:01.500 align:start position:10%\n<v Ada>One\n\nx\n00:00:02.000 --> 00:00:03.250\nTwo\n",
                "# made by hand\n0.5\t1.5\tx\n# more\n2\t3.25\ty\n",
            })
    void theTimesAreTheSameInEachFormat(String text) throws IOException {
        assertEquals("500-1500, 2000-3250", rows(text).replaceAll("\\d+:(\\d)", "$1"));
    }

    @Test
    void rttmHasSpeakersAndRecordings() throws IOException {
        assertEquals("2:500-1500 SPEAKER_00 of talk, 4:1000-2000 Zoë of talk, 5:2000-2000 of talk", rows("""
                        ;; by a program
                        SPEAKER talk 1 0.5 1.0 <NA> <NA> SPEAKER_00 <NA> <NA>
                        LEXEME talk 1 0.5 0.1 hi lex SPEAKER_00 1 <NA>
                        SPEAKER talk 1 1.000   1.000 <NA> <NA> Zoë <NA>
                        SPEAKER talk 1 2 0 <NA> <NA> speech <NA> <NA>
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|: has no segments",
                "' \n\n'|: has no segments",
                "'WEBVTT\n\n'|: is no list of segments",
                "'Hello there.\nMore text\n'|: is no list of segments",
                "'{\"segments\": []}'|: is no list of segments",
                "'a --> b\n'|:1: is no row of times",
                "'A text with an arrow: -->\n'|:1: is no row of times",
                "'start\tend\tduration\n'|: has no segments",
                "'0\t1\n1 2\n'|:2: has no start and end, separated by a tab: '1 2'",
                "'0\t1\nx\ty\n'|:2: has no time in seconds: 'x'",
                "'0\tNaN\n'|:1: has no time in seconds: 'NaN'",
                "'0\t1\n3\t2\n'|:2: ends before it starts: 3 to 2 s",
                "'-1\t2\n'|:1: starts before the recording, at -1 s",
                "'0\t1e99\n'|:1: ends at 1",
                "'SPEAKER a 1 0.0\n'|:1: has 4 fields; a row of rttm has 10",
                "'SPEAKER a 1 5 -1 <NA> <NA> x <NA> <NA>\n'|:1: ends before it starts: 5 to 4 s",
                "'1\n00:00:01,000 --> 00:99:02,000\nx\n'|:2: has a time with 60 minutes or seconds",
                "'1\n00:00:01,000 --> 2\nx\n'|:2: is no row of times",
            })
    void aWrongRowIsNamed(String text, String message) {
        IOException error = assertThrows(IOException.class, () -> CutReader.read(text));
        assertEquals(
                message,
                error.getMessage()
                        .substring(
                                0, Math.min(message.length(), error.getMessage().length())));
    }

    @Test
    void adjacentSubtitlesOfTheSameTextStayApart() throws IOException {
        assertEquals(
                List.of(1, 1),
                CutReader.read("1\n00:00:00,000 --> 00:00:01,000\nA\n\n2\n00:00:01,000 --> 00:00:02,000\nA\n").stream()
                        .map(row -> (int) (row.range().length() / 16_000))
                        .toList());
    }
}
