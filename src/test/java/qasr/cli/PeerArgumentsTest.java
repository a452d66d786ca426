package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.console.CommandException;
import qasr.console.ExitStatus;

/** Tests command lines as openai/whisper and whisper.cpp document them. */
final class PeerArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-l auto -osrt -of out file.wav | transcribe --format srt --output out.srt -l auto file.wav",
                "-t 4 -l zh -osrt -otxt d/a.wav | transcribe --format srt,txt --output-dir d --name-template {name}.{ext} -t 4 -l zh d/a.wav",
                "-np -oj -of /tmp/x a.wav       | transcribe --format json --output /tmp/x.json --quiet a.wav",
                "-osrt -otxt -of d/b a.wav       | transcribe --format srt,txt --output-dir d --name-template b.{ext} a.wav",
                "a.mp3 --language en --output_format srt --output_dir subs | transcribe a.mp3 --language en --format srt --output-dir subs",
                "a.mp3 --output_format=txt      | transcribe --output-dir . a.mp3 --format txt",
                "transcribe a.mp3 --initial_prompt Kube --hotwords Llama | transcribe --context Kube\\nLlama a.mp3",
                "a.mp3 --vad_filter False       | transcribe a.mp3 --no-vad",
                "-q a.mp3 --word_timestamps False --task transcribe | -q transcribe a.mp3",
                "transcribe -f srt -o x.srt a.mp3 | transcribe -f srt -o x.srt a.mp3",
                "transcribe -- -osrt            | transcribe -- -osrt",
                "segment -osrt a.wav            | segment -osrt a.wav",
                "audio.flac audio.mp3 audio.wav --model turbo | transcribe audio.flac audio.mp3 audio.wav",
                "-m models/ggml-base.en.bin -bs 5 -osrt a.wav | transcribe --format srt --output-dir . --name-template {name}.{ext} a.wav",
                "japanese.wav --language Japanese --beam_size 5 --temperature 0 | transcribe japanese.wav --language Japanese",
                "-m turbo-but-mine a.wav        | transcribe -m turbo-but-mine a.wav",
                "--help                         | --help",
                "-q                             | -q",
                "word                           | word",
            })
    void peersArgumentsBecomeOurs(String theirs, String ours) throws CommandException {
        assertEquals(
                ours.replace("'", "").replace("\\n", "\n"),
                String.join(" ", translate(theirs.split(" ")).arguments()));
    }

    @Test
    void allIsEveryFormatThatWeHaveToo() throws CommandException {
        List<String> arguments =
                List.of(translate("a.mp3", "--output_format", "all").arguments());
        List<String> formats = List.of(arguments.get(arguments.size() - 1).split(","));
        assertTrue(formats.containsAll(List.of("txt", "srt", "json")), arguments.toString());
    }

    @Test
    void ignoredOptionsAreReported() throws CommandException {
        assertEquals(
                List.of("--fp16 false: makes no difference here: --dtype chooses the precision"),
                translate("a.mp3", "--fp16", "False").notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m x -f samples/jfk.wav         | -f: is the format here, not whisper.cpp's file: name 'samples/jfk.wav' without -f before it",
                "a.mp3 --word_timestamps True    | --word_timestamps: qasr cannot do this: times are those of utterances; leave the option out",
                "a.mp3 --highlight_words True    | --highlight_words: qasr cannot do this: subtitles show whole utterances; leave the option out",
                "a.mp3 --task translate          | --task: qasr cannot do this: speech is written down in its own language; leave the option out",
                "a.mp3 --vad_filter yes          | --vad_filter: must be True or False",
                "-of out a.wav                   | -of: says where files go, but none is asked for: add -otxt, -osrt or -oj",
                "-osrt -otxt -of out a.wav b.wav | -of: names the files of one recording; for several use -f srt,txt -d .",
                "-osrt a/x.wav b/y.wav           | -osrt: the recordings lie in several folders: use -f and -d DIR",
                "a.wav --output_dir              | --output_dir: needs a value",
            })
    void whatWeCannotDoIsAnErrorThatSaysWhatToDo(String theirs, String message) {
        CommandException error = assertThrows(CommandException.class, () -> translate(theirs.split(" ")));
        assertEquals(message, error.failure().line());
        assertEquals(ExitStatus.USAGE, error.failure().status());
    }

    private static PeerArguments translate(String... arguments) throws CommandException {
        return PeerArguments.translate(QasrCommand.parser().getCommandSpec(), arguments);
    }
}
