package qasr.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of an option that whisper.cpp's or openai/whisper's help lists, where a line of a table can say it. The
 * others, whose values decide, are in {@link PeerArguments}.
 *
 * @param valued whether a value follows
 * @param text our own option, the format of a file, or why there is nothing to do or nothing that can be done
 */
record PeerOption(Effect effect, boolean valued, String text) {
    /** What becomes of it. */
    enum Effect {
        /** Our own option, with the same value if there is one. */
        OWN,
        /** A file of a format, beside the recording. */
        FILE,
        /** Left out, with a note: it makes no difference here. */
        DROP,
        /** An error: qasr cannot do it. */
        REFUSE,
        /** The same, unless its value is True or 0, which ask for nothing. */
        REFUSE_IF_ON
    }

    private static final String GREEDY = "the likeliest token is always taken";
    private static final String CHECKED = "each answer is checked, see --no-guard";
    private static final String LINES = "--max-line-width and --max-lines limit the lines of subtitles, in characters";
    private static final String TIMES = "times are those of utterances";
    private static final String FREE = "the text cannot be restricted; --context and --glossary name terms";
    private static final Map<String, PeerOption> ALL = new HashMap<>();

    static {
        whisperCpp();
        whisper();
    }

    /** Returns what becomes of the option {@code name}, if a line of the table says it. */
    static Optional<PeerOption> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** whisper-cli's help, in its order; "-t", "-l", "-m" and their long names are ours too. */
    private static void whisperCpp() {
        add(Effect.DROP, true, "chunks are decoded at once by themselves, see --batch-size", "-p", "--processors");
        add(Effect.REFUSE_IF_ON, true, "segments are counted from 0", "-on", "--offset-n");
        add(Effect.DROP, true, "earlier text is not shown to the model", "-mc", "--max-context");
        add(Effect.REFUSE_IF_ON, true, LINES, "-ml", "--max-len");
        add(Effect.DROP, false, "lines are broken between words", "-sow", "--split-on-word");
        add(Effect.DROP, true, GREEDY, "-bo", "--best-of", "-bs", "--beam-size", "-tp", "--temperature");
        add(Effect.DROP, true, "the model hears a whole chunk, see --max-chunk", "-ac", "--audio-ctx");
        add(Effect.DROP, true, TIMES, "-wt", "--word-thold");
        add(Effect.DROP, true, CHECKED, "-et", "--entropy-thold", "-lpt", "--logprob-thold");
        add(Effect.DROP, true, CHECKED, "-nth", "--no-speech-thold", "-tpi", "--temperature-inc");
        add(Effect.OWN, false, "--debug", "-debug", "--debug-mode");
        add(Effect.REFUSE, false, "speech is written down in its own language", "-tr", "--translate");
        add(Effect.REFUSE, false, "speakers are not told apart", "-di", "--diarize", "-tdrz", "--tinydiarize");
        add(Effect.DROP, false, CHECKED, "-nf", "--no-fallback");
        add(Effect.FILE, false, "txt", "-otxt", "--output-txt");
        add(Effect.FILE, false, "vtt", "-ovtt", "--output-vtt");
        add(Effect.FILE, false, "srt", "-osrt", "--output-srt");
        add(Effect.FILE, false, "lrc", "-olrc", "--output-lrc");
        add(Effect.REFUSE, false, TIMES, "-owts", "--output-words");
        add(Effect.DROP, true, "there is no karaoke video", "-fp", "--font-path");
        add(Effect.FILE, false, "csv", "-ocsv", "--output-csv");
        add(Effect.FILE, false, "json", "-oj", "--output-json", "-ojf", "--output-json-full");
        add(Effect.OWN, false, "--quiet", "-np", "--no-prints");
        add(Effect.DROP, false, "text has no special tokens", "-ps", "--print-special");
        add(Effect.DROP, false, "JSON has the confidence of each segment", "-pc", "--print-colors");
        add(Effect.DROP, false, "JSON has the confidence of each segment", "--print-confidence", "-ls", "--log-score");
        add(Effect.DROP, false, "progress is always shown", "-pp", "--print-progress");
        add(Effect.DROP, false, "text has no times", "-nt", "--no-timestamps");
        add(Effect.REFUSE, false, "use 'qasr detect-lang' instead", "-dl", "--detect-language");
        add(Effect.DROP, false, "the context is given with each chunk", "--carry-initial-prompt");
        add(Effect.DROP, true, "there is no OpenVINO, see --device", "-oved", "--ov-e-device");
        add(Effect.REFUSE, true, TIMES, "-dtw", "--dtw");
        add(Effect.DROP, false, "attention is computed in the fastest way", "-fa", "--flash-attn");
        add(Effect.DROP, false, "attention is computed in the fastest way", "-nfa", "--no-flash-attn");
        add(Effect.DROP, false, "text on silence and noise is rejected, see --no-guard", "-sns", "--suppress-nst");
        add(Effect.REFUSE, true, FREE, "--suppress-regex", "--grammar", "--grammar-rule");
        add(Effect.DROP, true, "there is no grammar", "--grammar-penalty");
        add(Effect.DROP, false, "speech is always looked for", "--vad");
        add(Effect.DROP, true, "Silero VAD is built in", "--vad-model");
        add(Effect.OWN, true, "--min-speech", "-vspd", "--vad-min-speech-duration-ms");
        add(Effect.OWN, true, "--min-silence", "-vsd", "--vad-min-silence-duration-ms");
        add(Effect.OWN, true, "--max-chunk", "-vmsd", "--vad-max-speech-duration-s");
        add(Effect.OWN, true, "--speech-pad", "-vp", "--vad-speech-pad-ms");
        add(Effect.DROP, true, "chunks do not overlap", "--vad-samples-overlap");
    }

    /** openai/whisper's help, and faster-whisper's names for the same. */
    private static void whisper() {
        add(Effect.DROP, true, "'qasr models' installs models, and -m DIR names one", "--model_dir");
        add(Effect.DROP, true, GREEDY, "--beam_size", "--best_of", "--patience", "--length_penalty");
        add(Effect.DROP, true, CHECKED, "--temperature_increment_on_fallback", "--compression_ratio_threshold");
        add(Effect.DROP, true, CHECKED, "--logprob_threshold", "--no_speech_threshold");
        add(Effect.DROP, true, CHECKED, "--hallucination_silence_threshold");
        add(Effect.DROP, true, "text has no special tokens", "--suppress_tokens");
        add(Effect.DROP, true, "the context is given with each chunk", "--carry_initial_prompt");
        add(Effect.DROP, true, "earlier text is not shown to the model", "--condition_on_previous_text");
        add(Effect.REFUSE_IF_ON, true, TIMES, "--word_timestamps");
        add(Effect.DROP, true, TIMES, "--prepend_punctuations", "--append_punctuations");
        add(Effect.OWN, true, "--max-line-width", "--max_line_width");
        add(Effect.OWN, true, "--max-lines", "--max_line_count");
        add(Effect.REFUSE, true, LINES, "--max_words_per_line");
    }

    private static void add(Effect effect, boolean valued, String text, String... names) {
        for (String name : names) {
            ALL.put(name, new PeerOption(effect, valued, text));
        }
    }
}
