package qasr.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The transcript of one recording.
 *
 * @param utterances the utterances, ordered by start; those of one channel without overlaps, unless the user set them
 * @param gaps the gaps between them, in order; utterances and gaps together cover the whole recording
 * @param warnings the warnings about the recording and its text
 */
public record Transcript(
        Source source, Making making, List<Utterance> utterances, List<Gap> gaps, List<Warning> warnings) {
    public Transcript {
        utterances = List.copyOf(utterances);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether the speaker of any utterance is known. */
    public boolean hasSpeakers() {
        return utterances.stream()
                .anyMatch(utterance -> !utterance.place().speaker().isEmpty());
    }

    /** Returns whether any utterance has words. */
    public boolean hasWords() {
        return utterances.stream().anyMatch(Utterance::hasWords);
    }

    /** Returns whether a user has corrected words or speakers. */
    public boolean isCorrected() {
        return !making.speakers().isEmpty()
                || utterances.stream().anyMatch(utterance -> utterance.wording().isCorrected());
    }

    /** Returns whether another transcription of the recording would lose work: a user's corrections, or a retry. */
    public boolean isRevised() {
        return isCorrected() || !making.retries().isEmpty();
    }

    /** Returns how long the recording is. */
    public Duration duration() {
        return source.duration();
    }

    /** Returns how much of the detected speech has text. */
    public Coverage coverage() {
        return Coverage.of(utterances, gaps);
    }

    /** Returns a copy for the recording {@code other}. */
    public Transcript with(Source other) {
        return new Transcript(other, making, utterances, gaps, warnings);
    }

    /** Returns a copy with another {@code Making}. */
    public Transcript with(Making other) {
        return new Transcript(source, other, utterances, gaps, warnings);
    }

    /** Returns a copy with other utterances at the same positions. */
    public Transcript with(List<Utterance> others) {
        return new Transcript(source, making, others, gaps, warnings);
    }

    /**
     * A recording and the part of it that was transcribed.
     *
     * @param path the name that the user gave
     * @param sha256 the SHA-256 of its bytes in hexadecimal, or "" for a pipe
     * @param duration its length, in whole milliseconds
     * @param window the time range that was transcribed, in the recording's own time
     * @param sound the facts about its sound
     */
    public record Source(
            String path, String sha256, SourceFormat format, Duration duration, TimeSpan window, Sound sound) {
        public Source {
            duration = TimeSpan.rounded(duration);
        }

        /** Creates a recording without facts about its sound. */
        public Source(String path, String sha256, SourceFormat format, Duration duration, TimeSpan window) {
            this(path, sha256, format, duration, window, Sound.UNKNOWN);
        }

        /** Creates a recording that was transcribed from its beginning to its end. */
        public Source(String path, String sha256, SourceFormat format, Duration duration) {
            this(path, sha256, format, duration, new TimeSpan(Duration.ZERO, duration));
        }

        /** Returns a copy with another name. */
        public Source withPath(String name) {
            return new Source(name, sha256, format, duration, window, sound);
        }

        /** Returns a copy with the SHA-256 of its bytes. */
        public Source withSha256(String sum) {
            return new Source(path, sum, format, duration, window, sound);
        }

        /** Returns a copy with another loudness. */
        public Source with(Levels others) {
            return new Source(path, sha256, format, duration, window, sound.with(others));
        }

        /** Returns its loudness over the range that was transcribed. */
        public Levels levels() {
            return sound.levels();
        }
    }

    /**
     * The facts about the sound of a recording.
     *
     * @param narrowBand whether its speech has nothing above 4 kHz, as on a telephone line; empty if unknown
     * @param treatments what filters did to it, in order
     * @param levels its loudness over the range that was transcribed
     */
    public record Sound(Optional<Boolean> narrowBand, List<Treatment> treatments, Levels levels) {
        /** Nothing is known, and no filter was used. */
        public static final Sound UNKNOWN = new Sound(Optional.empty(), List.of(), Levels.NONE);

        public Sound {
            treatments = List.copyOf(treatments);
        }

        /** Creates the facts about a sound of unknown loudness. */
        public Sound(Optional<Boolean> narrowBand, List<Treatment> treatments) {
            this(narrowBand, treatments, Levels.NONE);
        }

        Sound with(Levels others) {
            return new Sound(narrowBand, treatments, others);
        }
    }

    /**
     * The encoding of a recording.
     *
     * @param codec FFmpeg's name of the codec, such as "aac"
     * @param sampleRate samples per second
     * @param track the number of the transcribed audio track, 1 for the first
     * @param tracks the number of audio tracks
     */
    public record SourceFormat(String codec, int sampleRate, int channels, int track, int tracks) {
        /** Creates the format of a recording with one track. */
        public SourceFormat(String codec, int sampleRate, int channels) {
            this(codec, sampleRate, channels, 1, 1);
        }
    }

    /**
     * How the transcript was made: model, options, time taken, retries and the user's changes of speakers.
     *
     * @param retries the later retries, in order
     * @param speakers the changes of speakers, in order
     */
    public record Making(
            Engine engine, Options options, Timing timing, List<Retry> retries, List<SpeakerChange> speakers) {
        public Making {
            retries = List.copyOf(retries);
            speakers = List.copyOf(speakers);
        }

        /** Creates one without changes of speakers. */
        public Making(Engine engine, Options options, Timing timing, List<Retry> retries) {
            this(engine, options, timing, retries, List.of());
        }

        /** Creates one without retries. */
        public Making(Engine engine, Options options, Timing timing) {
            this(engine, options, timing, List.of());
        }

        /** Returns a copy with other options. */
        public Making with(Options others) {
            return new Making(engine, others, timing, retries, speakers);
        }

        /** Returns a copy with more changes of speakers. */
        public Making after(List<SpeakerChange> changes) {
            List<SpeakerChange> all = new ArrayList<>(speakers);
            all.addAll(changes);
            return new Making(engine, options, timing, retries, all);
        }

        /** Returns a copy with one more retry. */
        public Making after(Retry retry) {
            List<Retry> all = new ArrayList<>(retries);
            all.add(retry);
            return new Making(engine, options, timing, all, speakers);
        }
    }

    /**
     * A later run that transcribed some segments again.
     *
     * @param spans the time ranges of these segments, in order
     */
    public record Retry(Engine engine, Options options, List<TimeSpan> spans) {
        public Retry {
            spans = List.copyOf(spans);
        }
    }

    /**
     * The program and the model that made the transcript.
     *
     * @param version the version of this program
     * @param model the name of the model's directory
     * @param device the device that it ran on, such as "cpu"
     * @param precision the precision that it computed in, such as "fp32"
     * @param choice the requested device and other details
     */
    public record Engine(String version, String model, String device, String precision, Choice choice) {
        /** Creates one without further details. */
        public Engine(String version, String model, String device, String precision) {
            this(version, model, device, precision, new Choice("", "auto", ""));
        }

        /** Returns a copy with the SHA-256 of the model's weights. */
        public Engine withModelSha256(String sum) {
            return new Engine(
                    version, model, device, precision, new Choice(sum, choice.requestedDevice(), choice.fallback()));
        }
    }

    /**
     * The requested device, and why another one may be in use.
     *
     * @param modelSha256 the SHA-256 of the model's weights, or "" if unknown
     * @param requestedDevice the device that the user requested, such as "auto"
     * @param fallback why a slower device than requested was used, or ""
     */
    public record Choice(String modelSha256, String requestedDevice, String fallback) {}

    /**
     * The options that change the text of the transcript.
     *
     * @param language "auto", or the code of the forced language
     * @param glossarySha256 the SHA-256 of the glossaries, or "" without a glossary
     * @param contextSha256 the SHA-256 of the context in the prompt, without the glossary's terms, or ""
     * @param fingerprint the SHA-256 of everything that the text depends on, or "" if it was not computed
     * @param others all other options by name; names have underscores, such as "no_guard"
     */
    public record Options(
            String language,
            String glossarySha256,
            String contextSha256,
            String fingerprint,
            SortedMap<String, OptionValue> others) {
        /** The default options. */
        public static final Options AUTO = new Options("auto", "", "");

        public Options {
            others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        }

        /** Creates options without further details. */
        public Options(String language, String glossarySha256, String fingerprint) {
            this(language, glossarySha256, "", fingerprint, Collections.emptySortedMap());
        }
    }

    /**
     * The time that the transcript took.
     *
     * @param load the time to load the model, which several transcripts may share
     * @param decode the time from the first sample to the last word
     */
    public record Timing(Duration load, Duration decode) {
        public Timing {
            load = TimeSpan.rounded(load);
            decode = TimeSpan.rounded(decode);
        }
    }
}
