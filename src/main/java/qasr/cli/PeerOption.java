package qasr.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The effect of an option in the help of whisper.cpp or openai/whisper, for options that one line of a table can describe.
 * {@link PeerArguments} handles the others, whose effect depends on their value.
 *
 * @param valued whether a value follows
 * @param text qasr's own option, the format of a file, or the reason why the option is ignored or refused
 */
record PeerOption(Effect effect, boolean valued, String text) {
    /** The effect of the option in qasr. */
    enum Effect {
        /** Replaced by qasr's own option, with the same value if there is one. */
        OWN,
        /** Adds an output of a format, beside the recording. */
        FILE,
        /** Ignored, with a note: qasr does the same without it. */
        DROP,
        /** Refused with an error: qasr cannot do it. */
        REFUSE,
        /** Refused, unless the value is False or 0, which changes nothing. */
        REFUSE_IF_ON
    }

    private static final String GREEDY = "qasr always takes the most probable token";
    private static final String CHECKED = "qasr detects errors in its own way; see --no-guard";
    private static final String LINES = "use --max-line-width and --max-lines, which count characters";
    private static final String TIMES = "use --timestamps word for times of words";
    private static final String FREE = "qasr cannot restrict the text; use --context and --glossary to name terms";
    private static final Map<String, PeerOption> ALL = new HashMap<>();

    static {
        whisperCpp();
        whisper();
        ctranslate2();
    }

    /** Returns the table's line for the option {@code name}, if it has one. */
    static Optional<PeerOption> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** whisper-cli's help, in its order; "-t", "-l", "-m" and their long names are ours too. */
    private static void whisperCpp() {
        add(
                Effect.DROP,
                true,
                "qasr decodes several chunks at once by default; see --batch-size",
                "-p",
                "--processors");
        add(Effect.REFUSE_IF_ON, true, "qasr numbers segments from 0", "-on", "--offset-n");
        add(Effect.DROP, true, "the model does not get earlier text", "-mc", "--max-context");
        add(Effect.REFUSE_IF_ON, true, LINES, "-ml", "--max-len");
        add(Effect.DROP, false, "qasr always breaks lines between words", "-sow", "--split-on-word");
        add(Effect.DROP, true, GREEDY, "-bo", "--best-of", "-bs", "--beam-size", "-tp", "--temperature");
        add(Effect.DROP, true, "the model gets a whole chunk; see --max-chunk", "-ac", "--audio-ctx");
        add(Effect.DROP, true, TIMES, "-wt", "--word-thold");
        add(Effect.DROP, true, CHECKED, "-et", "--entropy-thold", "-lpt", "--logprob-thold");
        add(Effect.DROP, true, CHECKED, "-nth", "--no-speech-thold", "-tpi", "--temperature-inc");
        add(Effect.OWN, false, "--debug", "-debug", "--debug-mode");
        add(Effect.REFUSE, false, "qasr does not translate", "-tr", "--translate");
        add(Effect.OWN, false, "--channels=split", "-di"); // its long form is our own option: in one channel, too
        add(Effect.OWN, false, "--diarize", "-tdrz", "--tinydiarize");
        add(Effect.DROP, false, CHECKED, "-nf", "--no-fallback");
        add(Effect.FILE, false, "txt", "-otxt", "--output-txt");
        add(Effect.FILE, false, "vtt", "-ovtt", "--output-vtt");
        add(Effect.FILE, false, "srt", "-osrt", "--output-srt");
        add(Effect.FILE, false, "lrc", "-olrc", "--output-lrc");
        add(Effect.REFUSE, false, TIMES, "-owts", "--output-words");
        add(Effect.DROP, true, "qasr makes no karaoke video", "-fp", "--font-path");
        add(Effect.FILE, false, "csv", "-ocsv", "--output-csv");
        add(Effect.FILE, false, "json", "-oj", "--output-json", "-ojf", "--output-json-full");
        add(Effect.OWN, false, "--quiet", "-np", "--no-prints");
        add(Effect.DROP, false, "the text never has special tokens", "-ps", "--print-special");
        add(Effect.DROP, false, "JSON has the confidence of each segment", "-pc", "--print-colors");
        add(Effect.DROP, false, "JSON has the confidence of each segment", "--print-confidence", "-ls", "--log-score");
        add(Effect.DROP, false, "qasr always shows progress; see --progress", "-pp", "--print-progress");
        add(Effect.REFUSE, false, "use 'qasr detect-lang' instead", "-dl", "--detect-language");
        add(Effect.DROP, false, "each chunk gets the context", "--carry-initial-prompt");
        add(Effect.DROP, true, "qasr does not use OpenVINO; see --device", "-oved", "--ov-e-device");
        add(Effect.REFUSE, true, TIMES, "-dtw", "--dtw");
        add(Effect.DROP, false, "qasr chooses the fastest way to compute attention", "-fa", "--flash-attn");
        add(Effect.DROP, false, "qasr chooses the fastest way to compute attention", "-nfa", "--no-flash-attn");
        add(Effect.DROP, false, "qasr rejects text on silence and noise; see --no-guard", "-sns", "--suppress-nst");
        add(Effect.REFUSE, true, FREE, "--suppress-regex", "--grammar", "--grammar-rule");
        add(Effect.DROP, true, "qasr has no grammars", "--grammar-penalty");
        add(Effect.DROP, false, "qasr always looks for speech, unless --no-vad is given", "--vad");
        add(Effect.DROP, true, "Silero VAD is built in", "--vad-model");
        add(Effect.OWN, true, "--min-speech", "-vspd", "--vad-min-speech-duration-ms");
        add(Effect.OWN, true, "--min-silence", "-vsd", "--vad-min-silence-duration-ms");
        add(Effect.OWN, true, "--max-chunk", "-vmsd", "--vad-max-speech-duration-s");
        add(Effect.OWN, true, "--speech-pad", "-vp", "--vad-speech-pad-ms");
        add(Effect.DROP, true, "chunks do not overlap", "--vad-samples-overlap");
    }

    /** openai/whisper's help, and faster-whisper's names for the same. */
    private static void whisper() {
        add(Effect.DROP, true, "use 'qasr models' to install models, and -m to choose one", "--model_dir");
        add(Effect.DROP, true, GREEDY, "--beam_size", "--best_of", "--patience", "--length_penalty");
        add(Effect.DROP, true, CHECKED, "--temperature_increment_on_fallback", "--compression_ratio_threshold");
        add(Effect.DROP, true, CHECKED, "--logprob_threshold", "--no_speech_threshold");
        add(Effect.DROP, true, CHECKED, "--hallucination_silence_threshold");
        add(Effect.DROP, true, "the text never has special tokens", "--suppress_tokens");
        add(Effect.DROP, true, "each chunk gets the context", "--carry_initial_prompt");
        add(Effect.DROP, true, "the model does not get earlier text", "--condition_on_previous_text");
        add(
                Effect.DROP,
                true,
                "punctuation belongs to the word before it",
                "--prepend_punctuations",
                "--append_punctuations");
        add(Effect.OWN, true, "--max-line-width", "--max_line_width");
        add(Effect.OWN, true, "--max-lines", "--max_line_count");
        add(Effect.REFUSE, true, LINES, "--max_words_per_line");
    }

    /** whisper-ctranslate2's own options; the others are openai/whisper's. */
    private static void ctranslate2() {
        add(Effect.OWN, true, "--model", "--model_directory");
        add(Effect.OWN, true, "--batch-size", "--batch_size");
        add(Effect.OWN, true, "--max-chunk", "--vad_max_speech_duration_s", "--chunk_length");
        add(Effect.OWN, true, "--vad-threshold", "--vad_threshold");
        add(Effect.OWN, true, "--min-speech", "--vad_min_speech_duration_ms");
        add(Effect.OWN, true, "--min-silence", "--vad_min_silence_duration_ms");
        add(Effect.OWN, true, "--speech-pad", "--vad_speech_pad_ms");
        add(Effect.DROP, true, "qasr decodes several chunks at once by default; see --batch-size", "--batched");
        add(Effect.DROP, true, "only 'qasr models pull' uses the network", "--local_files_only");
        add(Effect.DROP, true, "the language of each chunk is detected", "--language_detection_threshold");
        add(Effect.DROP, true, "the language of each chunk is detected", "--language_detection_segments");
        add(Effect.DROP, true, "the language of each chunk is detected", "--multilingual");
        add(Effect.DROP, true, CHECKED, "--repetition_penalty", "--no_repeat_ngram_size");
        add(Effect.DROP, true, "the model does not get earlier text", "--prompt_reset_on_temperature");
        add(Effect.DROP, true, "the text never has special tokens", "--suppress_blank");
        add(Effect.DROP, true, "JSON has the confidence of each segment", "--print_colors");
        add(Effect.DROP, true, "JSON is always indented", "--pretty_json");
        add(Effect.DROP, true, "progress is always shown", "--log_progress");
        add(Effect.REFUSE_IF_ON, true, "use --device to choose the device, such as cuda:1", "--device_index");
        add(Effect.REFUSE, true, "use --context to name terms", "--prefix");
        add(Effect.REFUSE, true, "use --diarize, which needs no token", "--hf_token");
        add(Effect.REFUSE, true, "use --diarize, with --speakers for their number", "--speaker_num");
        add(Effect.REFUSE, true, "use --diarize, and 'qasr rename' for names", "--speaker_name");
        add(Effect.REFUSE_IF_ON, true, "qasr reads recordings, not a microphone", "--live_transcribe");
        add(Effect.REFUSE, true, "qasr reads recordings, not a microphone", "--live_volume_threshold");
        add(
                Effect.REFUSE,
                true,
                "qasr reads recordings, not a microphone",
                "--live_input_device",
                "--live_input_device_sample_rate");
    }

    private static void add(Effect effect, boolean valued, String text, String... names) {
        for (String name : names) {
            ALL.put(name, new PeerOption(effect, valued, text));
        }
    }
}
