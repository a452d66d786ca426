package qasr.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.audio.Cleaning;
import qasr.audio.RawSound;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.batch.ClockTime;
import qasr.batch.NameFilter;
import qasr.batch.Shard;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.engine.Session;
import qasr.job.Division;
import qasr.job.Input;
import qasr.job.InputExpansion;
import qasr.job.Sharding;

/** Options that select the inputs. */
@HelpHeading("Input")
final class InputOptions {
    @Parameters(
            paramLabel = "INPUT",
            arity = "0..*",
            description = "A recording, a video with sound, a directory of recordings, or - for standard input.")
    private List<String> names = new ArrayList<>();

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-r", "--recursive"},
            description = "Also read recordings in subdirectories.")
    private boolean recursive;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--files-from",
            paramLabel = "FILE",
            converter = NameConverter.class,
            description = {
                "Read the names of more inputs from FILE, one per line (-: standard input).",
                "Names may also end in NUL bytes, as 'find -print0' writes them."
            })
    private String filesFrom;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = {
                "Read only the files of a directory that match GLOB, such as '*.m4a'.",
                "The option can be given several times. A GLOB with a slash is compared with the path below the directory."
            })
    private List<String> include = new ArrayList<>();

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = {"Skip files and subdirectories that match GLOB.", "The option can be given several times."})
    private List<String> exclude = new ArrayList<>();

    @Mixin
    private ShardOptions shards;

    @Changes(Changes.Effect.WORDS)
    @Often
    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = {
                "Start at TIME: seconds or [h:]mm:ss.",
                "Times in results still count from the beginning of the recording."
            })
    private String start;

    @Changes(Changes.Effect.WORDS)
    @Often
    @Option(names = "--end", paramLabel = "TIME", description = "Stop at TIME: seconds or [h:]mm:ss.")
    private String end;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--audio-track",
            paramLabel = "N",
            description = {
                "Use audio track N, counted from 1 (default: the main track).",
                "The main track is the one that the file marks as default, or else the first. With -v, the tracks of each recording are listed."
            })
    private Integer audioTrack;

    @Mixin
    private ChannelOptions channels;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--raw",
            paramLabel = "FORMAT,RATE,CHANNELS",
            description = {
                "Read sound without a header, such as s16le,16000,1.",
                "FORMAT is one of s8, u8, s16le, s24le, s32le, f32le, f64le (s16be and so on: big-endian), mulaw, alaw, vox, g722, g726, g726le, gsm, g729, g723_1, sbc. In a directory, only files with an extension of raw sound are read, or those that --include selects."
            })
    private String raw;

    @Mixin
    private SoundOptions sound;

    /**
     * Returns the inputs of this run's shard in the order given, directories replaced by the recordings in them.
     *
     * @throws CommandException if there is nothing to read, or standard input is named twice: it can be read only once
     */
    List<Input> inputs(Session session) throws CommandException {
        return divided(session).own();
    }

    /**
     * Returns the same with those of other shards.
     *
     * @throws CommandException as {@link #inputs}, or if there is no such shard
     */
    Division divided(Session session) throws CommandException {
        Optional<Shard> shard = shards.shard();
        if (names.isEmpty() && filesFrom == null) {
            throw Usage.error(
                    "INPUT",
                    "no input given; name a recording, a directory, or - for standard input, or use --files-from FILE");
        }
        if (names.contains("")) {
            throw Usage.error("INPUT", "an input has no name; write . for this directory");
        }
        long standardInputs =
                names.stream().filter(Input.STANDARD_INPUT::equals).count();
        if (standardInputs + (Input.STANDARD_INPUT.equals(filesFrom) ? 1 : 0) > 1) {
            throw Usage.error(Input.STANDARD_INPUT, "standard input can be read only once");
        }
        InputExpansion expansion = expansion(session);
        names.forEach(expansion::addNamed);
        if (filesFrom != null) {
            expansion.addListed(filesFrom);
        }
        return new Sharding(session, selection()).divide(expansion, shard, shards.by());
    }

    /** Returns whether inputs are named. */
    boolean areNamed() {
        return !names.isEmpty() || filesFrom != null;
    }

    /**
     * Returns whether the inputs are divided among several runs.
     *
     * @throws CommandException if there is no such shard
     */
    boolean areDivided() throws CommandException {
        return shards.shard().isPresent();
    }

    boolean isRecursive() {
        return recursive;
    }

    /** Returns what tells which files of a directory are inputs. */
    InputExpansion expansion(Session session) throws CommandException {
        return new InputExpansion(session, recursive, filter(), raw(raw), !include.isEmpty());
    }

    /**
     * Returns the encoding of the inputs that the user has named.
     *
     * @param text FORMAT,RATE,CHANNELS, or null
     * @throws CommandException if {@code text} has another form
     */
    static Optional<RawSound> raw(String text) throws CommandException {
        try {
            return Optional.ofNullable(text).map(RawSound::parse);
        } catch (IllegalArgumentException e) {
            throw Usage.error("--raw", e.getMessage());
        }
    }

    /** Returns which files of a directory are wanted. */
    NameFilter filter() throws CommandException {
        try {
            return new NameFilter(include, exclude);
        } catch (PatternSyntaxException e) {
            String option = exclude.contains(e.getPattern()) ? "--exclude" : "--include";
            throw Usage.error(option, "'" + e.getPattern() + "' is not a pattern: " + e.getDescription());
        }
    }

    /**
     * Returns the part of each input to transcribe.
     *
     * @throws CommandException if a track or a time is not valid, or the end is not after the start
     */
    AudioSelection selection() throws CommandException {
        long from = samples("--start", start, 0);
        long to = samples("--end", end, Long.MAX_VALUE);
        if (to <= from) {
            throw Usage.error("--end", "'" + end + "' must be after the start");
        }
        OptionalInt track = audioTrack == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) Usage.within("--audio-track", audioTrack, 1, Integer.MAX_VALUE, ""));
        return new AudioSelection(track, channels.choice(), new SampleRange(from, to)).cleaned(cleaning());
    }

    /** Each channel of a split recording has a gain of its own, and no branch that only its detector hears. */
    private Cleaning cleaning() throws CommandException {
        Cleaning cleaning = sound.cleaning();
        if (channels.choice().channels().areSplit()) {
            if (cleaning.loudness().isPresent()) {
                throw Usage.error(
                        "--normalize",
                        "cannot be used with --channels split, which gives each channel its own"
                                + " gain; leave it out");
            }
            if (cleaning.denoise() == Cleaning.Denoise.DETECTOR) {
                throw Usage.error(
                        "--denoise",
                        "with --channels split, noise can only be removed for the model, too:"
                                + " use --denoise=all, or leave it out");
            }
        }
        return cleaning;
    }

    private static long samples(String option, String time, long otherwise) throws CommandException {
        if (time == null) {
            return otherwise;
        }
        try {
            Duration parsed = ClockTime.parse(time);
            return parsed.toSeconds() * Waveform.SAMPLE_RATE
                    + parsed.toNanosPart() * (long) Waveform.SAMPLE_RATE / 1_000_000_000L;
        } catch (IllegalArgumentException e) {
            throw Usage.error(option, e.getMessage());
        }
    }
}
