package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import qasr.batch.FileName;
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
                "-osrt -otxt -of a{lang} a.wav   | transcribe --format srt,txt --output-dir . --name-template a{{lang}}.{ext} a.wav",
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
                "-ot 1000 -d 2000 a.wav         | transcribe --start 1 --end 3 a.wav",
                "-d 2500 -osrt a.wav            | transcribe --end 2.5 --format srt --output-dir . --name-template {name}.{ext} a.wav",
                "-ml 0 -vspd 200 -vsd 90 -vp 40 -vmsd 20 a.wav | transcribe --min-speech 200 --min-silence 90 --speech-pad 40 --max-chunk 20 a.wav",
                "--vad -vt 0.4 -vm models/ggml-silero.bin a.wav | transcribe --vad-threshold 0.4 a.wav",
                "-vt 4 a.wav                    | transcribe -vt 4 a.wav",
                "-ng a.wav                      | transcribe --device cpu a.wav",
                "-dev 1 a.wav                   | transcribe --device cuda:1 a.wav",
                "--device 1 a.wav               | transcribe --device cuda:1 a.wav",
                "--file a.wav -np               | transcribe a.wav --quiet",
                "a.mp3 --clip_timestamps 5,9.5 --threads 0 | transcribe a.mp3 --start 5 --end 9.5",
                "a.mp3 --max_words_per_line None --max_line_width=None --word_timestamps False | transcribe a.mp3",
                "a.mp3 --fp16 False -o subs -f srt | transcribe a.mp3 --output-dir subs -f srt",
                "a.mp3 --fp16 False -o subs.srt | transcribe a.mp3 -o subs.srt",
                "-d out a.wav                   | transcribe -d out a.wav",
                "--help                         | --help",
                "-q                             | -q",
                "-qv models list                | -qv models list",
                "-qv check a.wav                | -qv check a.wav",
                "-qv a.wav                      | -qv transcribe a.wav",
                "-qh                            | -qh",
                "word                           | word",
            })
    void peersArgumentsBecomeOurs(String theirs, String ours) throws CommandException {
        assertEquals(
                ours.replace("'", "").replace("\\n", "\n"),
                String.join(" ", translate(theirs.split(" ")).arguments()));
    }

    static Stream<String> namesWithAnOptionalValue() {
        return QasrCommand.parser().getSubcommands().get("transcribe").getCommandSpec().options().stream()
                .filter(OptionalValue::is)
                .map(OptionSpec::longestName);
    }

    /** An optional value is attached, so the next word is an option of its own or a recording. */
    @ParameterizedTest
    @MethodSource("namesWithAnOptionalValue")
    void anOptionalValueIsNotTheNextWord(String name) throws CommandException {
        assertEquals(
                "transcribe --format srt --output-dir dir --name-template {name}.{ext} " + name + " dir/a.wav",
                String.join(" ", translate(name, "-osrt", "dir/a.wav").arguments()));
        assertEquals(
                "transcribe --format srt,txt --output-dir d --name-template b.{ext} " + name + " a.wav",
                String.join(
                        " ",
                        translate("-osrt", "-otxt", "-of", "d/b", name, "a.wav").arguments()));
        List<String> called = List.of(PeerArguments.translate(
                        QasrCommand.parser().getCommandSpec(),
                        PeerProgram.WHISPER_CPP,
                        model -> false,
                        name,
                        "-f",
                        "a.wav")
                .arguments());
        assertEquals(List.of(name, "a.wav"), called.subList(called.size() - 2, called.size()));
    }

    @Test
    void namesOfOtherBytesStayAsTheyAre() throws CommandException {
        String name = FileName.decode(new byte[] {'d', '/', (byte) 0xE9, 'a'});
        assertEquals(
                List.of("transcribe", "--format", "srt", "--output-dir", "d", "--name-template", "{name}.{ext}", name),
                List.of(translate("-osrt", name).arguments()));
        assertEquals(
                List.of("transcribe", "--format", "srt", "--output", name + ".srt", "b.wav"),
                List.of(translate("-osrt", "-of", name, "b.wav").arguments()));
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
                List.of("--fp16 False: ignored: use --dtype instead"),
                translate("a.mp3", "--fp16", "False").notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m x -f samples/jfk.wav         | -f: sets the output format in qasr, not the input as in whisper.cpp; write 'samples/jfk.wav' without -f",
                "a.mp3 --word_timestamps maybe   | --word_timestamps: must be True or False",
                "a.mp3 --highlight_words maybe   | --highlight_words: must be True or False",
                "a.mp3 --task translate          | --task: is not supported: qasr does not translate; leave out this option",
                "a.mp3 --vad_filter yes          | --vad_filter: must be True or False",
                "-of out a.wav                   | -of: needs an output format: add -otxt, -osrt or -oj",
                "-osrt -otxt -of out a.wav b.wav | -of: works for one recording only; for several recordings use -f srt,txt -d .",
                "-osrt a/x.wav b/y.wav           | -osrt: the recordings are in several folders; use -f srt -d DIR instead",
                "a.wav --output_dir              | --output_dir: needs a value",
                "-ml 40 a.wav                    | -ml: is not supported: use --max-line-width and --max-lines, which count characters; leave out this option",
                "-d 2000 a.wav                   | -d: sets the output folder in qasr, not whisper.cpp's duration; write -d ./2000 for a folder, or --start and --end for times",
                "-tr a.wav                       | -tr: is not supported: qasr does not translate; leave out this option",
                "-ot soon a.wav                  | -ot: 'soon' is not a number of milliseconds",
            })
    void whatWeCannotDoIsAnErrorThatSaysWhatToDo(String theirs, String message) {
        CommandException error = assertThrows(CommandException.class, () -> translate(theirs.split(" ")));
        assertEquals(message, error.failure().line());
        assertEquals(ExitStatus.USAGE, error.failure().status());
    }

    /** The options of whisper-cli's help (August 2026), openai/whisper's and whisper-ctranslate2's, with values that ask for something. */
    private static final String THEIRS = """
            -t=2 --threads=2 -p=2 --processors=2 -ot=5 --offset-t=5 -on=1 --offset-n=1 -d=5000 --duration=5000 -mc=0
            --max-context=0 -ml=40 --max-len=40 -sow --split-on-word -bo=2 --best-of=2 -bs=2 --beam-size=2 -ac=0 --audio-ctx=0
            -wt=0.1 --word-thold=0.1 -et=2.4 --entropy-thold=2.4 -lpt=-1 --logprob-thold=-1 -nth=0.6 --no-speech-thold=0.6
            -tp=0 --temperature=0 -tpi=0.2 --temperature-inc=0.2 -debug --debug-mode -tr --translate -di --diarize -tdrz
            --tinydiarize -nf --no-fallback -otxt --output-txt -ovtt --output-vtt -osrt --output-srt -olrc --output-lrc -owts
            --output-words -fp=x --font-path=x -ocsv --output-csv -oj --output-json -ojf --output-json-full -of=x
            --output-file=x -np --no-prints -ps --print-special -pc --print-colors --print-confidence -pp --print-progress -nt
            --no-timestamps -l=en --language=en -dl --detect-language --prompt=x --carry-initial-prompt -m=tiny --model=tiny
            --file=x.wav -oved=CPU --ov-e-device=CPU -dtw=base --dtw=base -ls --log-score -ng --no-gpu -dev=0 --device=0 -fa
            --flash-attn -nfa --no-flash-attn -sns --suppress-nst --suppress-regex=x --grammar=x --grammar-rule=x
            --grammar-penalty=2 --vad -vm=x.bin --vad-model=x.bin -vt=0.5 --vad-threshold=0.5 -vspd=250
            --vad-min-speech-duration-ms=250 -vsd=100 --vad-min-silence-duration-ms=100 -vmsd=30 --vad-max-speech-duration-s=30
            -vp=30 --vad-speech-pad-ms=30 -vo=0.1 --vad-samples-overlap=0.1
            --model_dir=x --output_dir=x -f=all --output_format=all --verbose=False --task=translate --best_of=5 --beam_size=5
            --patience=1 --length_penalty=1 --suppress_tokens=-1 --initial_prompt=x --carry_initial_prompt=True
            --condition_on_previous_text=True --fp16=False --temperature_increment_on_fallback=0.2
            --compression_ratio_threshold=2.4 --logprob_threshold=-1 --no_speech_threshold=0.6 --word_timestamps=True
            --prepend_punctuations=x --append_punctuations=x --highlight_words=True --max_line_width=40 --max_line_count=2
            --max_words_per_line=5 --clip_timestamps=1,2 --hallucination_silence_threshold=2
            --model_directory=tiny --batch_size=4 --vad_max_speech_duration_s=30 --chunk_length=30 --vad_threshold=0.4
            --vad_min_speech_duration_ms=250 --vad_min_silence_duration_ms=100 --vad_speech_pad_ms=30 --batched=True
            --local_files_only=True --language_detection_threshold=0.5 --language_detection_segments=1 --multilingual=True
            --repetition_penalty=1 --no_repeat_ngram_size=0 --prompt_reset_on_temperature=0.5 --suppress_blank=True
            --print_colors=True --pretty_json=True --log_progress=True --compute_type=int8 --device_index=1 --prefix=x
            --hf_token=x --speaker_name=x --speaker_num=2 --live_transcribe=True --live_volume_threshold=0.2
            --live_input_device=1 --live_input_device_sample_rate=16000 --vad_filter=True --hotwords=x
            """;

    /** Each is understood by our own parser after it was translated, or refused by its name. */
    @Test
    void everyOptionOfTheirHelpIsHonouredOrNamed() {
        for (String each : THEIRS.strip().split("\\s+", -1)) {
            String[] parts = each.split("=", 2);
            List<String> typed = new ArrayList<>(List.of("-np", "a.wav"));
            typed.addAll(List.of(parts));
            if (parts[0].equals("-of") || parts[0].equals("--output-file")) {
                typed.add("-otxt");
            }
            try {
                PeerArguments translated = translate(typed.toArray(String[]::new));
                ParseResult parsed = QasrCommand.parser().parseArgs(translated.arguments());
                List<String> inputs =
                        parsed.subcommand().matchedPositionals().get(0).originalStringValues();
                assertTrue(Set.of("a.wav", "x.wav").containsAll(inputs), each + " became " + inputs);
                assertTrue(
                        parsed.subcommand().matchedOptions().size() > 1
                                || translated.notes().size() > 0
                                || inputs.size() > 1
                                || Set.of("-np", "--no-prints").contains(each),
                        each + " is lost");
            } catch (CommandException e) {
                assertEquals(parts[0], e.failure().subject(), e.failure().line());
            }
        }
    }

    /** whisper.cpp's threshold has the same letters. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-lpt one.wav two.wav      | transcribe -lpt one.wav two.wav",
                "-lpt -r folder            | transcribe -lpt -r folder",
                "one.wav -lpt              | transcribe one.wav -lpt",
                "-lpt -1.00 -d 2000 a.wav  | transcribe --end 2 a.wav",
            })
    void anAttachedLanguageIsNotAThreshold(String typed, String ours) throws CommandException {
        assertEquals(ours, String.join(" ", translate(typed.split(" ")).arguments()));
        assertThrows(CommandException.class, () -> translate("-lpt", "-d", "2000", "a.wav"), "-d is a folder");
    }

    @Test
    void anInstalledModelMayHaveTheNameOfOneOfWhisper() throws CommandException {
        String[] typed = {"-m", "small", "a.wav"};
        assertEquals(
                List.of("transcribe", "-m", "small", "a.wav"),
                List.of(installed(PeerProgram.NONE, typed).arguments()));
        assertEquals(List.of("transcribe", "a.wav"), List.of(translate(typed).arguments()));
        assertEquals(
                1, installed(PeerProgram.WHISPER_CPP, typed).notes().size(), "that program's scripts mean its own");
    }

    private static PeerArguments installed(PeerProgram peer, String... arguments) throws CommandException {
        return PeerArguments.translate(QasrCommand.parser().getCommandSpec(), peer, "small"::equals, arguments);
    }

    private static PeerArguments translate(String... arguments) throws CommandException {
        return PeerArguments.translate(QasrCommand.parser().getCommandSpec(), arguments);
    }
}
