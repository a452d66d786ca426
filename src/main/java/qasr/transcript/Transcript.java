package qasr.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result for one recording.
 *
 * @param utterances in the order of their start, disjoint
 * @param gaps what is between them, in order: together they are the whole recording
 * @param warnings what was wrong with the recording and what was heard in it
 */
public record Transcript(
        Source source, Making making, List<Utterance> utterances, List<Gap> gaps, List<Warning> warnings) {
    public Transcript {
        utterances = List.copyOf(utterances);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether words were heard anywhere. */
    public boolean hasWords() {
        return utterances.stream().anyMatch(Utterance::hasWords);
    }

    /** Returns whether somebody has corrected the words. */
    public boolean isCorrected() {
        return utterances.stream().anyMatch(utterance -> utterance.wording().isCorrected());
    }

    /** Returns how long the recording is. */
    public Duration duration() {
        return source.duration();
    }

    /** Returns what became of the speech in it. */
    public Coverage coverage() {
        return Coverage.of(utterances, gaps);
    }

    /** Returns this transcript as that of {@code other}. */
    public Transcript with(Source other) {
        return new Transcript(other, making, utterances, gaps, warnings);
    }

    /** Returns this transcript made otherwise. */
    public Transcript with(Making other) {
        return new Transcript(source, other, utterances, gaps, warnings);
    }

    /** Returns this transcript with other utterances in the same places. */
    public Transcript with(List<Utterance> others) {
        return new Transcript(source, making, others, gaps, warnings);
    }

    /**
     * The recording.
     *
     * @param path what the user called it
     * @param sha256 of its bytes in hexadecimal, or "" where they came from a pipe
     * @param duration how long it is, in whole milliseconds
     * @param window from where to where it was heard, on its own clock
     */
    public record Source(String path, String sha256, SourceFormat format, Duration duration, TimeSpan window) {
        public Source {
            duration = TimeSpan.rounded(duration);
        }

        /** Makes one that was heard from its beginning to its end. */
        public Source(String path, String sha256, SourceFormat format, Duration duration) {
            this(path, sha256, format, duration, new TimeSpan(Duration.ZERO, duration));
        }

        /** Returns this recording called otherwise. */
        public Source withPath(String name) {
            return new Source(name, sha256, format, duration, window);
        }

        /** Returns this recording with the sum of its bytes. */
        public Source withSha256(String sum) {
            return new Source(path, sum, format, duration, window);
        }
    }

    /**
     * How the recording was encoded.
     *
     * @param codec FFmpeg's name, such as "aac"
     * @param sampleRate samples per second
     * @param track the number of the audio track that was heard, 1 for the first
     * @param tracks how many audio tracks it has
     */
    public record SourceFormat(String codec, int sampleRate, int channels, int track, int tracks) {
        /** Makes the format of a recording with one track. */
        public SourceFormat(String codec, int sampleRate, int channels) {
            this(codec, sampleRate, channels, 1, 1);
        }
    }

    /**
     * How the transcript was made.
     *
     * @param retries what was done again later, in its order
     */
    public record Making(Engine engine, Options options, Timing timing, List<Retry> retries) {
        public Making {
            retries = List.copyOf(retries);
        }

        /** Makes one of which nothing was done again. */
        public Making(Engine engine, Options options, Timing timing) {
            this(engine, options, timing, List.of());
        }

        /** Returns the same with other options. */
        public Making with(Options others) {
            return new Making(engine, others, timing, retries);
        }

        /** Returns the same after one more retry. */
        public Making after(Retry retry) {
            List<Retry> all = new ArrayList<>(retries);
            all.add(retry);
            return new Making(engine, options, timing, all);
        }
    }

    /**
     * Some segments that were transcribed again.
     *
     * @param spans where they are, in order
     */
    public record Retry(Engine engine, Options options, List<TimeSpan> spans) {
        public Retry {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Which program and model made the transcript.
     *
     * @param version of this program
     * @param model its directory's name
     * @param device what it ran on, such as "cpu"
     * @param precision of the weights as computed with, such as "fp32"
     * @param choice how that came about
     */
    public record Engine(String version, String model, String device, String precision, Choice choice) {
        /** Makes one of which no more is known. */
        public Engine(String version, String model, String device, String precision) {
            this(version, model, device, precision, new Choice("", "auto", ""));
        }

        /** Returns the same with the sum of the model's weights. */
        public Engine withModelSha256(String sum) {
            return new Engine(
                    version, model, device, precision, new Choice(sum, choice.requestedDevice(), choice.fallback()));
        }
    }

    /**
     * What was asked for, and why it may be something else.
     *
     * @param modelSha256 of the model's weights, or "" where that is not known
     * @param requestedDevice what the user asked for, such as "auto"
     * @param fallback why the device is not the best or the one asked for, or ""
     */
    public record Choice(String modelSha256, String requestedDevice, String fallback) {}

    /**
     * The options that change what is in the transcript.
     *
     * @param language "auto", or the code of the language all speech was taken to be
     * @param glossarySha256 of the glossaries, or "" without one
     * @param contextSha256 of the context as the model was told it, without the glossary's terms, or ""
     * @param fingerprint of everything the words depend on, or "" where it was not computed
     * @param others by name, such as "no_guard", with underscores
     */
    public record Options(
            String language,
            String glossarySha256,
            String contextSha256,
            String fingerprint,
            SortedMap<String, OptionValue> others) {
        /** Nothing was asked for. */
        public static final Options AUTO = new Options("auto", "", "");

        public Options {
            others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        }

        /** Makes options of which no more is known. */
        public Options(String language, String glossarySha256, String fingerprint) {
            this(language, glossarySha256, "", fingerprint, Collections.emptySortedMap());
        }
    }

    /**
     * How long it took.
     *
     * @param load to open the model, which several transcripts may share
     * @param decode from the first sample to the last word
     */
    public record Timing(Duration load, Duration decode) {
        public Timing {
            load = TimeSpan.rounded(load);
            decode = TimeSpan.rounded(decode);
        }
    }
}
