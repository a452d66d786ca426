package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.testing.FakeDecoder;

/** Tests the program under the names of others: their options, their places of outputs, and the calls of PeerTube and Subtitle Edit. */
final class PeerProgramTest {
    private static final String ALL = "--format txt,srt,vtt,json,tsv";

    private static final String TIMED =
            "[00:00:00.000 --> 00:00:01.000]   One.\n[00:00:01.000 --> 00:00:02.000]   Two.\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whisper | a.mp3                           | --format txt,srt,vtt,json,tsv --output-dir . a.mp3",
                "whisper | a.mp3 -f srt -o subs            | a.mp3 --format srt --output-dir subs",
                "whisper | a.mp3 -fsrt -osubs              | a.mp3 --format srt --output-dir subs",
                "whisper | a.mp3 --language None --threads None | --format txt,srt,vtt,json,tsv --output-dir . a.mp3",
                "whisper | a.mp3 --model large-v3 --verbose False --temperature 0 | --format txt,srt,vtt,json,tsv --output-dir . a.mp3",
                "whisper | a.mp3 --output txt.txt          | --format txt,srt,vtt,json,tsv a.mp3 --output txt.txt",
                "whisper | a.mp3 --max_line_width 40 --max_line_count 2 --output_format vtt | --output-dir . a.mp3 --max-line-width 40 --max-lines 2 --format vtt",
                "whisper-ctranslate2 | a.mp3 --compute_type float32 -p true -f txt | --output-dir . a.mp3 --dtype fp32 --format txt",
                "whisper-ctranslate2 | a.mp3 --compute_type auto --batched True --batch_size 4 --output_dir x | --format txt,srt,vtt,json,tsv a.mp3 --batch-size 4 --output-dir x",
                "whisper-cli | -m ggml-base.en.bin -f a.wav | --timestamps range a.wav",
                "whisper-cli | a.wav -nt -np               | --timestamps none a.wav --quiet",
                "whisper-cli | -m x/base.bin -f a.wav -osrt -of out | --format srt --output out.srt a.wav",
                "whisper-cli | -f d/a.wav -otxt -oj        | --format txt,json --output-dir d --name-template {name}.{ext} d/a.wav",
                "whisper-cli | -f a.wav -osrt -of -        | --format srt a.wav",
                "whisper-cli | -d 1000 -ot 500 -f a.wav    | --start 0.5 --end 1.5 --timestamps range a.wav",
                "whisper-cli | a.wav -vt 1 -vm x -vo 0     | --timestamps range a.wav --vad-threshold 1",
                "whisper-cli | a.wav --output-dir x        | a.wav --output-dir x",
                "main        | -l de a.wav                 | --timestamps range -l de a.wav",
            })
    void theirDefaultsHold(String called, String theirs, String ours) throws CommandException {
        String got = String.join(" ", translate(called, theirs.split(" ")).arguments());
        assertTrue(got.contains(" --on-exists overwrite "), got);
        assertEquals(
                "transcribe " + ours, got.replace("--on-exists overwrite ", "").replace("--print range ", ""));
        boolean prints = got.contains("--print range ") || got.contains("--timestamps range ");
        assertEquals(!theirs.matches(".*(-nt|--verbose False|-of -).*"), prints, got);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whisper     | a.mp3 --task translate      | --task: is not supported: qasr does not translate; leave out this option",
                "whisper     | a.mp3 --nonsense 3          | --nonsense: unknown argument: neither this program's nor an option of 'qasr transcribe'",
                "whisper-cli | a.wav -xyz                  | -xyz: unknown argument: neither this program's nor an option of 'qasr transcribe'",
                "whisper-ctranslate2 | a.mp3 --compute_type int8 | --compute_type: is not supported: use --dtype to set the precision; leave out this option",
            })
    void theRestIsRefused(String called, String theirs, String message) {
        CommandException error = assertThrows(CommandException.class, () -> translate(called, theirs.split(" ")));
        assertEquals(message, error.failure().line());
        assertEquals(ExitStatus.USAGE, error.failure().status());
    }

    /** The command lines that PeerTube's transcribers make (openai-whisper and whisper-ctranslate2, November 2026). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whisper             | @ --word_timestamps True --model tiny --output_format all --output_dir OUT --language en",
                "whisper             | @ --word_timestamps True --model FOLDER/model.pt --output_format all --output_dir OUT",
                "whisper-ctranslate2 | @ --model tiny --word_timestamps True --vad_filter true --vad_min_silence_duration_ms 5000 --output_format all --output_dir OUT",
                "whisper-ctranslate2 | @ --model_directory FOLDER/ct2 --word_timestamps True --vad_filter true --vad_min_silence_duration_ms 5000 --output_format all --output_dir OUT --language en",
            })
    void peerTubeGetsItsFiles(String called, String line) throws IOException {
        Files.writeString(folder.resolve("model.pt"), "");
        Files.writeString(Files.createDirectory(folder.resolve("ct2")).resolve("model.bin"), "");
        Path out = Files.createDirectory(folder.resolve("out"));
        Cli.Outcome outcome = run(called, line);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(TIMED, printed(outcome));
        assertEquals(List.of("my talk.json", "my talk.srt", "my talk.tsv", "my talk.txt", "my talk.vtt"), names(out));
        assertEquals(
                "en",
                JsonParser.parseString(Files.readString(out.resolve("my talk.json")))
                        .getAsJsonObject()
                        .get("language")
                        .getAsString());
        assertTrue(Files.readString(out.resolve("my talk.vtt")).startsWith("WEBVTT\n"));
        assertEquals(0, run(called, line).status(), "again, over its own files");
    }

    /** The command lines that Subtitle Edit 4 and 5 make for whisper.cpp. It reads the .srt file, or else standard output. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whisper-cli | --language en --model FOLDER/base.en.bin --output-srt --print-progress  @",
                "whisper-cli | --language auto --model FOLDER/ggml-large-v3.bin --output-srt --print-progress  @",
                "main        | --language en --model FOLDER/base.bin --output-srt --print-progress --best-of 5 @",
            })
    void subtitleEditGetsTheSubtitlesOfWhisperCpp(String called, String line) throws IOException {
        Files.writeString(folder.resolve("base.en.bin"), "");
        Cli.Outcome outcome = run(called, line);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(Files.readString(folder.resolve("my talk.wav.srt")).startsWith("1\n00:00:00,000 --> "));
        assertEquals(TIMED, printed(outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whisper             | --language en --model tiny.en  @",
                "whisper             | --language en --model large @",
                "whisper-ctranslate2 | --verbose True --language en --model_directory FOLDER/_models/faster-whisper-tiny  @",
                "whisper-ctranslate2 | --verbose True --model_directory FOLDER/_models/faster-distil-whisper-large-v3  @",
            })
    void subtitleEditsOtherCallsWriteIntoTheWorkingDirectory(String called, String line) throws CommandException {
        List<String> words = List.of(translate(called, words(line)).arguments());
        assertTrue(String.join(" ", words).contains("--output-dir ."), words.toString());
        assertTrue(String.join(" ", words).contains(ALL), words.toString());
        assertTrue(!words.contains("--model"), "a model of Whisper is not asked for: " + words);
        ParseResult parsed = QasrCommand.parser().parseArgs(words.toArray(String[]::new));
        assertEquals(
                1,
                parsed.subcommand()
                        .matchedPositionals()
                        .get(0)
                        .originalStringValues()
                        .size());
    }

    @Test
    void whisperCliPrintsTimes() throws IOException {
        Cli.Outcome outcome = run("whisper-cli", "-m FOLDER/none.bin -f @");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("[00:00:00.000 --> 00:00:01.000]   One.\n[00:00:01.000 --> 00:00:02.000]   Two.\n", outcome.out());
        assertEquals("One.\nTwo.\n", run("whisper-cli", "-np -nt @").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whisper", "whisper-ctranslate2", "whisper-cli"})
    void helpAndVersionAreThere(String called) {
        assertEquals(List.of("transcribe", "--help"), List.of(translated(called, "--help")));
        assertEquals(List.of("--version"), List.of(translated(called, "a.wav", "--version")));
        assertEquals(2, new Cli(new FakeEngines()).called(called).run().status());
    }

    /** The options of each program's help, with values that ask for something (whisper.cpp and the others, 2026). */
    private static final String OF_WHISPER = """
            --model=tiny --model_dir=x --device=cpu --output_dir=x -o=x --output_format=srt -f=all --verbose=False --task=translate
            --task=transcribe --language=en --temperature=0 --best_of=5 --beam_size=5 --patience=1 --length_penalty=1
            --suppress_tokens=-1 --initial_prompt=x --carry_initial_prompt=True --condition_on_previous_text=True --fp16=False
            --temperature_increment_on_fallback=0.2 --compression_ratio_threshold=2.4 --logprob_threshold=-1
            --no_speech_threshold=0.6 --word_timestamps=True --prepend_punctuations=x --append_punctuations=x
            --highlight_words=True --max_line_width=40 --max_line_count=2 --max_words_per_line=5 --threads=2
            --clip_timestamps=1,2 --hallucination_silence_threshold=2
            """;

    private static final String OF_CTRANSLATE2 = OF_WHISPER
                    .replace("--carry_initial_prompt=True", "")
                    .replace("--fp16=False", "")
                    .replace("--clip_timestamps=1,2", "")
            + """
            --model_directory=tiny --local_files_only=True --pretty_json=True -p=true --print_colors=True --device=auto
            --device_index=1 --device_index=0 --compute_type=int8 --compute_type=float16 --prompt_reset_on_temperature=0.5
            --prefix=x --suppress_blank=True --repetition_penalty=1 --no_repeat_ngram_size=0 --hotwords=x --batched=True
            --batch_size=4 --multilingual=True --vad_filter=True --vad_threshold=0.4 --vad_min_speech_duration_ms=250
            --vad_max_speech_duration_s=30 --vad_min_silence_duration_ms=100 --hf_token=x --speaker_name=x --speaker_num=2
            --live_transcribe=True --live_transcribe=False --live_volume_threshold=0.2 --live_input_device=1
            --live_input_device_sample_rate=16000
            """;

    private static final String OF_WHISPER_CPP = """
            -t=2 --threads=2 -p=2 --processors=2 -ot=5 --offset-t=5 -on=1 --offset-n=1 -d=5000 --duration=5000 -mc=0
            --max-context=0 -ml=40 --max-len=40 -sow --split-on-word -bo=2 --best-of=2 -bs=2 --beam-size=2 -ac=0 --audio-ctx=0
            -wt=0.1 --word-thold=0.1 -et=2.4 --entropy-thold=2.4 -lpt=-1 --logprob-thold=-1 -nth=0.6 --no-speech-thold=0.6
            -tp=0 --temperature=0 -tpi=0.2 --temperature-inc=0.2 -debug --debug-mode -tr --translate -di --diarize -tdrz
            --tinydiarize -nf --no-fallback -otxt --output-txt -ovtt --output-vtt -osrt --output-srt -olrc --output-lrc -owts
            --output-words -fp=x --font-path=x -ocsv --output-csv -oj --output-json -ojf --output-json-full -of=x
            --output-file=x -np --no-prints -ps --print-special -pc --print-colors --print-confidence -pp --print-progress -nt
            --no-timestamps -l=en --language=en -dl --detect-language --prompt=x --carry-initial-prompt -m=tiny --model=tiny
            -f=x.wav --file=x.wav -oved=CPU --ov-e-device=CPU -dtw=base --dtw=base -ls --log-score -ng --no-gpu -dev=0
            --device=0 -fa --flash-attn -nfa --no-flash-attn -sns --suppress-nst --suppress-regex=x --grammar=x
            --grammar-rule=x --grammar-penalty=2 --vad -vm=x.bin --vad-model=x.bin -vt=0.5 --vad-threshold=0.5 -vspd=250
            --vad-min-speech-duration-ms=250 -vsd=100 --vad-min-silence-duration-ms=100 -vmsd=30 --vad-max-speech-duration-s=30
            -vp=30 --vad-speech-pad-ms=30 -vo=0.1 --vad-samples-overlap=0.1
            """;

    /** Each option changes something that our own parser understands, or is named in a note or an error. */
    @Test
    void everyOptionOfTheirHelpIsHonouredOrNamed() throws CommandException {
        check("whisper", OF_WHISPER);
        check("whisper-ctranslate2", OF_CTRANSLATE2);
        check("whisper-cli", OF_WHISPER_CPP);
    }

    private static void check(String called, String options) throws CommandException {
        List<String> without = List.of(translated(called, "a.wav"));
        for (String each : options.strip().split("\\s+", -1)) {
            String[] parts = each.split("=", 2);
            List<String> typed = new ArrayList<>(List.of("a.wav"));
            typed.addAll(List.of(parts));
            if (parts[0].equals("-of") || parts[0].equals("--output-file")) {
                typed.add("-otxt");
            }
            try {
                PeerArguments translated = translate(called, typed.toArray(String[]::new));
                ParseResult parsed = QasrCommand.parser().parseArgs(translated.arguments());
                List<String> inputs =
                        parsed.subcommand().matchedPositionals().get(0).originalStringValues();
                assertTrue(List.of("a.wav", "x.wav").containsAll(inputs), each + " became " + inputs);
                boolean noted = translated.notes().stream().anyMatch(note -> note.startsWith(parts[0]));
                boolean changes = !List.of(translated.arguments()).equals(without);
                boolean isDefault = each.equals("-f=all");
                assertTrue(noted || changes || isDefault, called + ": " + each + " is lost");
            } catch (CommandException e) {
                assertEquals(parts[0], e.failure().subject(), e.failure().line());
            }
        }
    }

    private static String[] translated(String called, String... arguments) {
        try {
            return translate(called, arguments).arguments();
        } catch (CommandException e) {
            throw new AssertionError(e.failure().line(), e);
        }
    }

    private static PeerArguments translate(String called, String... arguments) throws CommandException {
        return PeerArguments.translate(
                QasrCommand.parser().getCommandSpec(), PeerProgram.of(called), model -> false, arguments);
    }

    /** Returns the words of {@code line}, with the recording for @. */
    private String[] words(String line) {
        return Arrays.stream(line.trim().split(" +"))
                .map(word -> word.equals("@") ? folder.resolve("my talk.wav").toString() : word)
                .map(word -> word.replace("FOLDER", folder.toString())
                        .replaceFirst("^OUT$", folder.resolve("out").toString()))
                .toArray(String[]::new);
    }

    private Cli.Outcome run(String called, String line) throws IOException {
        float[] samples = new float[2 * Waveform.SAMPLE_RATE];
        Arrays.fill(samples, 0, Waveform.SAMPLE_RATE, 0.1f);
        Arrays.fill(samples, Waveform.SAMPLE_RATE, samples.length, 0.2f);
        FakeDecoder.write(folder.resolve("my talk.wav"), samples);
        Path model = folder.resolve("qasr-model");
        Files.createDirectories(model);
        List<Object> words = new ArrayList<>(List.of((Object[]) words(line)));
        return new Cli(new FakeEngines())
                .called(called)
                .variable("QASR_MODEL", model.toString())
                .run(words.toArray());
    }

    /** Returns the printed text. The fake model says the language even if the user has given it. */
    private static String printed(Cli.Outcome outcome) {
        return outcome.out().replace("language English<asr_text>", "");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
