package qasr.audio;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The encoding of sound without a header.
 *
 * @param format one of {@link #formats}
 * @param sampleRate samples per second
 * @param channels the number of interleaved channels
 */
public record RawSound(String format, int sampleRate, int channels) {
    private static final int MAX_RATE = 768_000;
    private static final int MAX_CHANNELS = 64;
    private static final int TELEPHONE = 8000;
    private static final int WIDE = 16_000;

    /** The value for a format whose rate the user must state. */
    private static final int UNKNOWN = 0;

    /** The usual sample rate of each format, by name of the format. */
    private static final Map<String, Integer> USUAL_RATES = new TreeMap<>();

    /** Formats that are defined for one rate only, or store the rate in each frame. */
    private static final Set<String> ONE_RATE = Set.of("g722", "g723_1", "g729", "gsm", "sbc");

    private static final Set<String> MONO = Set.of("g722", "g723_1", "g726", "g726le", "g729", "gsm", "sbc", "vox");

    /** File extensions that state format and rate: those of Asterisk, SoX, FFmpeg and Dialogic. */
    private static final Map<String, RawSound> EXTENSIONS = new TreeMap<>();

    /** File extensions of headerless files that do not state format and rate. */
    private static final Set<String> VAGUE = Set.of(
            "raw", "pcm", "sw", "uw", "sb", "ub", "sl", "s8", "u8", "s16", "s16le", "s16be", "s24", "s24le", "s32",
            "s32le", "f32", "f32le", "f64", "f64le");

    static {
        for (String width : List.of("s8", "u8")) {
            USUAL_RATES.put(width, UNKNOWN);
        }
        for (String width : List.of("s16", "u16", "s24", "u24", "s32", "u32", "f32", "f64")) {
            USUAL_RATES.put(width + "le", UNKNOWN);
            USUAL_RATES.put(width + "be", UNKNOWN);
        }
        for (String telephone : List.of("mulaw", "alaw", "vox", "gsm", "g723_1", "g726", "g726le", "g729")) {
            USUAL_RATES.put(telephone, TELEPHONE);
        }
        USUAL_RATES.put("g722", WIDE);
        USUAL_RATES.put("sbc", WIDE);
        name("mulaw", "ul", "ulaw", "mulaw", "pcmu");
        name("alaw", "al", "alaw", "pcma");
        name("g722", "g722");
        name("vox", "vox");
        name("sbc", "sbc", "msbc");
        name("gsm", "gsm");
        name("g723_1", "g723", "g723_1", "tco", "rco");
        name("g729", "g729");
        name("g726le", "g726", "g726-32");
        EXTENSIONS.put("sln", new RawSound("s16le", TELEPHONE, 1));
        for (int kilohertz : new int[] {8, 12, 16, 24, 32, 48, 96, 192}) {
            EXTENSIONS.put("sln" + kilohertz, new RawSound("s16le", 1000 * kilohertz, 1));
        }
        EXTENSIONS.put("sln44", new RawSound("s16le", 44_100, 1));
    }

    public RawSound {
        if (!USUAL_RATES.containsKey(format)) {
            throw new IllegalArgumentException(
                    "'" + format + "' is not a raw format; use one of " + String.join(", ", USUAL_RATES.keySet()));
        }
        if (sampleRate < 1000 || sampleRate > MAX_RATE) {
            throw new IllegalArgumentException(
                    "the rate must be 1000 to " + MAX_RATE + " samples per second, not " + sampleRate);
        }
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException("there can be 1 to " + MAX_CHANNELS + " channels, not " + channels);
        }
        if (ONE_RATE.contains(format) && sampleRate != USUAL_RATES.get(format)) {
            throw new IllegalArgumentException("the rate of " + format + " is always " + USUAL_RATES.get(format));
        }
        if (MONO.contains(format) && channels > 1) {
            throw new IllegalArgumentException(format + " always has one channel");
        }
    }

    private static void name(String format, String... extensions) {
        for (String extension : extensions) {
            EXTENSIONS.put(extension, new RawSound(format, USUAL_RATES.get(format), 1));
        }
    }

    /** Returns the names of all formats, sorted. */
    public static Set<String> formats() {
        return new TreeSet<>(USUAL_RATES.keySet());
    }

    /**
     * Parses {@code FORMAT,RATE,CHANNELS}. The rate is optional if the format has a usual rate; CHANNELS defaults to 1.
     *
     * @throws IllegalArgumentException if {@code text} is not such a value; the message says why
     */
    public static RawSound parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException("'" + text + "' is not FORMAT,RATE,CHANNELS");
        }
        String format = parts[0].strip().toLowerCase(Locale.ROOT);
        int usual = USUAL_RATES.getOrDefault(format, TELEPHONE);
        if (parts.length < 2 && usual == UNKNOWN) {
            throw new IllegalArgumentException(
                    "'" + text + "' lacks the rate: write, for example, " + format + ",16000,1");
        }
        return new RawSound(
                format, parts.length < 2 ? usual : number(parts[1]), parts.length < 3 ? 1 : number(parts[2]));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    /** Returns the encoding of a headerless file with {@code extension}; empty if the extension does not state it. */
    public static Optional<RawSound> named(String extension) {
        return Optional.ofNullable(EXTENSIONS.get(extension.toLowerCase(Locale.ROOT)));
    }

    /** Returns whether {@code extension} is used for sound without a header, with or without a stated encoding. */
    public static boolean isNamed(String extension) {
        return named(extension).isPresent() || VAGUE.contains(extension.toLowerCase(Locale.ROOT));
    }
}
