package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistyped command, option or value is answered with what is nearest to it. */
final class SuggestionsTest {
    private static String error(String arguments) {
        Cli.Outcome outcome = new Cli(new FakeEngines()).run((Object[]) arguments.split(" ", -1));
        assertEquals(2, outcome.status(), outcome.err());
        return outcome.err();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trnscribe                        | did you mean transcribe?  | qasr",
                "transcribr x                     | did you mean transcribe?  | qasr",
                "detectlang                       | did you mean detect-lang? | qasr",
                "detect_lang                      | did you mean detect-lang? | qasr",
                "modles list                      | did you mean models?      | qasr",
                "models pul                       | did you mean pull?        | qasr models",
                "models verfy                     | did you mean verify?      | qasr models",
                "help trancribe                   | did you mean transcribe?  | qasr",
                "help models pul                  | did you mean pull?        | qasr",
                "transcribe --lnaguage de x.wav   | did you mean --language?  | qasr transcribe",
                "transcribe --ouput=x x.wav       | did you mean --output?    | qasr transcribe",
                "transcribe --no-vda x.wav        | did you mean --no-vad?    | qasr transcribe",
                "models pull --mirrorr x y/z      | did you mean --mirror?    | qasr models pull",
                "transcribe -f sr x.wav           | did you mean srt?         | qasr transcribe",
                "transcribe -f txt,jsn x.wav      | did you mean json?        | qasr transcribe",
                "transcribe --on-exists=overwite x| did you mean overwrite?   | qasr transcribe",
                "transcribe --dtype fp23 x.wav    | did you mean fp32?        | qasr transcribe",
                "transcribe -l germn x.wav        | did you mean German?      | qasr transcribe",
                "transcribe --languages en,frech x| did you mean French?      | qasr transcribe",
                "segment --format tvs x.wav       | did you mean tsv?         | qasr segment",
                "completion fsh                   | did you mean zsh or fish? | qasr completion",
            })
    void whatIsNearIsSuggestedWithTheHelpToRead(String arguments, String suggestion, String command) {
        String error = error(arguments.strip());
        assertTrue(error.contains(suggestion), error);
        assertTrue(error.endsWith("Try '" + command + " --help'.\n"), error);
    }

    @ParameterizedTest
    @CsvSource({"xyzzy", "q", "transcribe --xyzzy x.wav", "transcribe -f docx x.wav"})
    void whatIsNearToNothingIsNotGuessed(String arguments) {
        assertFalse(error(arguments).contains("did you mean"), arguments);
    }

    @Test
    void anUnknownModelIsSaidToBeNotInstalled() {
        Cli.Outcome outcome = new Cli(new FakeEngines())
                .variable("XDG_DATA_HOME", "/nowhere")
                .run("models", "path", "Qwen3-ASR-0.6b");
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("no model of this name is installed"), outcome.err());
        assertTrue(outcome.err().contains("'qasr models list'"), outcome.err());
    }
}
