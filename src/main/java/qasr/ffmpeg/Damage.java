package qasr.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import qasr.transcript.TimeSpan;
import qasr.transcript.Warning;
import qasr.transcript.Warning.Kind;

/** Counts the faults of a recording and makes one warning for each kind of fault. */
final class Damage {
    /**
     * The share of clipped samples above which there is a warning. Lossy codecs exceed full scale a little in any loud
     * recording.
     */
    private static final double CLIPPING_WORTH_MENTIONING = 0.001;

    private static final double SLOWNESS_WORTH_MENTIONING_SECONDS = 0.5;
    private static final int PLACES_SHOWN = 3;

    /** The seconds of cancelling channels below which there is no warning. */
    private static final double CANCELLING_WORTH_MENTIONING = 0.5;

    /** The faults of sound that concern nothing after it, unlike those of its clock or header. */
    private static final Set<Kind> OF_SOUND = EnumSet.of(
            Kind.CORRUPT_PACKETS,
            Kind.ENCRYPTED_PACKETS,
            Kind.UNREADABLE_PLACES,
            Kind.OVERLAP,
            Kind.BROKEN_SAMPLES,
            Kind.CUT_OFF,
            Kind.CANCELLING_CHANNELS,
            Kind.CLIPPING);

    private long lostPackets;
    private long encryptedPackets;
    private double cancelledSeconds;
    private int usualChannels;
    private int otherChannels;
    private long unreadablePlaces;
    private long unreadableAtEnd;
    private String unreadableReason = "";
    private final List<String> jumps = new ArrayList<>();
    private long jumpCount;
    private double slowSeconds;
    private double overlapSeconds;
    private double firstOverlapAt;
    private long gaps;
    private double gapSeconds;
    private long notFinite;
    private long clipped;
    private long samples;
    private Optional<Warning> header = Optional.empty();
    private Optional<Warning> cutOff = Optional.empty();

    /** Returns whether a warning is about sound alone, so that a later excerpt of the recording does not have it. */
    static boolean isOfSound(Kind kind) {
        return OF_SOUND.contains(kind);
    }

    /** Forgets the faults of the sound so far. The end of the recording, if it was found ahead, is still to come. */
    void restart() {
        lostPackets = 0;
        encryptedPackets = 0;
        unreadablePlaces = 0;
        overlapSeconds = 0;
        notFinite = 0;
        cancelledSeconds = 0;
        clipped = 0;
        samples = 0;
    }

    /** A packet could not be decoded. */
    void lostPacket() {
        lostPackets++;
    }

    /** A packet is encrypted. */
    void encryptedPacket() {
        encryptedPackets++;
    }

    /** Returns whether there were encrypted packets. */
    boolean isEncrypted() {
        return encryptedPackets > 0;
    }

    /** The channels of a stretch of sound cancel each other, so that one of them was taken. */
    void cancelled(double seconds) {
        cancelledSeconds += seconds;
    }

    /** The number of channels is {@code now}, where {@code usual} were expected. */
    void channelsChanged(int usual, int now) {
        usualChannels = otherChannels == 0 ? usual : usualChannels;
        otherChannels = otherChannels == 0 ? now : otherChannels;
    }

    /** The container could not be read at one place. */
    void unreadable(int code) {
        unreadableAtEnd++;
        unreadableReason = FfmpegError.text(code);
    }

    /** Reading continued after a place that could not be read. */
    void readOn() {
        unreadablePlaces += unreadableAtEnd;
        unreadableAtEnd = 0;
    }

    /** The track has ended. If it is whole, an unreadable place after it (a tag, for example) loses nothing. */
    void ended(boolean whole) {
        if (!whole) {
            readOn();
        }
    }

    /** At {@code at} seconds the timestamps jumped by {@code by} seconds, too far to be a gap or an overlap. */
    void jump(double at, double by) {
        jumpCount++;
        if (jumps.size() < PLACES_SHOWN) {
            jumps.add(String.format(Locale.ROOT, "at %.3f s by %+.3f s", at, by));
        }
    }

    /** The timestamps fell back by {@code seconds} little by little, and the sound was kept. */
    void slow(double seconds) {
        slowSeconds += seconds;
    }

    /** The container has no sound for a while, in the middle. */
    void gap(double seconds) {
        gaps++;
        gapSeconds += seconds;
    }

    /** At {@code at} seconds sound was dropped because an earlier packet covers the same time. */
    void overlap(double at, double seconds) {
        firstOverlapAt = overlapSeconds == 0 ? at : firstOverlapAt;
        overlapSeconds += seconds;
    }

    /** Samples that are not numbers were replaced. */
    void notFinite(long count) {
        notFinite += count;
    }

    /** Of {@code total} samples {@code count} were beyond full scale. */
    void clipped(long count, long total) {
        clipped += count;
        samples += total;
    }

    /** The sound ended before the container's own length. */
    void cutOff(double seconds, double declaredSeconds) {
        cutOff = Optional.of(warning(
                Kind.CUT_OFF, seconds, declaredSeconds, "the recording is cut off: it ends after %.1f s of %.1f s"));
    }

    /** The bytes ended in the middle of a packet. */
    void brokenOff(double seconds) {
        cutOff = Optional.of(
                warning(Kind.CUT_OFF, seconds, seconds, "the recording is cut off: it breaks off after %.1f s"));
    }

    /** The sound continued after the length in the header, and was read. */
    void readBehind(double declaredSeconds, double seconds) {
        header = Optional.of(warning(
                Kind.WRONG_HEADER,
                declaredSeconds,
                seconds,
                "the header is wrong: it states %.1f s, but the sound continues to %.1f s; all of it was read"));
    }

    /** Data follows after the end according to the header, and was not read. */
    void notReadBehind(double seconds) {
        header = Optional.of(
                warning(
                        Kind.UNREAD_END,
                        seconds,
                        seconds,
                        "the sound after %.1f s was not read: the header says that the recording ends there, but more follows"));
    }

    /** Returns how often the timestamps jumped so far. */
    long jumps() {
        return jumpCount;
    }

    /** Returns how many packets or places were lost so far. */
    long losses() {
        return lostPackets + encryptedPackets + unreadablePlaces + unreadableAtEnd;
    }

    /** Returns one warning for each kind of damage. */
    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (lostPackets > 0) {
            warnings.add(Warning.of(
                    Kind.CORRUPT_PACKETS,
                    counted(lostPackets, "corrupt packet was", "corrupt packets were") + " skipped"));
        }
        if (encryptedPackets > 0) {
            warnings.add(Warning.of(
                    Kind.ENCRYPTED_PACKETS,
                    counted(encryptedPackets, "encrypted packet was", "encrypted packets were") + " skipped"));
        }
        if (cancelledSeconds >= CANCELLING_WORTH_MENTIONING) {
            warnings.add(warning(
                    Kind.CANCELLING_CHANNELS,
                    "the channels cancel each other for %.1f s; only one of them is used there",
                    cancelledSeconds));
        }
        if (otherChannels > 0) {
            warnings.add(warning(
                    Kind.CHANNELS,
                    "the number of channels changes from %d to %d in the middle; all of them are used",
                    usualChannels,
                    otherChannels));
        }
        if (unreadablePlaces > 0) {
            warnings.add(Warning.of(
                    Kind.UNREADABLE_PLACES,
                    counted(unreadablePlaces, "place", "places") + " in the file could not be read: "
                            + unreadableReason));
        }
        addClock(warnings);
        if (notFinite > 0) {
            warnings.add(Warning.of(
                    Kind.BROKEN_SAMPLES,
                    counted(notFinite, "sample that is not a number was", "samples that are not numbers were")
                            + " replaced by silence"));
        }
        if (clipped > samples * CLIPPING_WORTH_MENTIONING) {
            warnings.add(warning(
                    Kind.CLIPPING,
                    "%.1f %% of the samples are beyond full scale and were clipped",
                    100.0 * clipped / samples));
        }
        header.ifPresent(warnings::add);
        cutOff.ifPresent(warnings::add);
        return List.copyOf(warnings);
    }

    /** Returns the texts of the warnings. */
    List<String> sentences() {
        return warnings().stream().map(Warning::sentence).toList();
    }

    /** Adds the warnings about timestamps. */
    private void addClock(List<Warning> warnings) {
        if (jumpCount > 0) {
            String more = jumpCount > jumps.size() ? " and " + (jumpCount - jumps.size()) + " more" : "";
            warnings.add(Warning.of(
                    Kind.TIMESTAMP_JUMP,
                    "the timestamps jump " + counted(jumpCount, "time", "times") + " (" + String.join(", ", jumps)
                            + more + "): the sound was joined without a gap"));
        }
        if (slowSeconds >= SLOWNESS_WORTH_MENTIONING_SECONDS) {
            warnings.add(warning(
                    Kind.SLOW_TIMESTAMPS,
                    "the timestamps fall %.1f s behind the sound: all sound was kept",
                    slowSeconds));
        }
        if (gaps > 0) {
            warnings.add(warning(
                    Kind.SOUND_GAP,
                    "%.3f s have no sound in the file and are silent (%s)",
                    gapSeconds,
                    counted(gaps, "gap", "gaps")));
        }
        if (overlapSeconds > 0) {
            warnings.add(warning(
                    Kind.OVERLAP,
                    "%.3f s of overlapping sound were cut (from %.3f s on)",
                    overlapSeconds,
                    firstOverlapAt));
        }
    }

    private static Warning warning(Kind kind, String format, Object... values) {
        return Warning.of(kind, String.format(Locale.ROOT, format, values));
    }

    /** Returns a warning about the range between two times, in seconds. */
    private static Warning warning(Kind kind, double start, double end, String format) {
        TimeSpan span = new TimeSpan(time(start), time(Math.max(start, end)));
        return Warning.at(kind, span, String.format(Locale.ROOT, format, start, end));
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis(Math.round(1000 * Math.max(0, seconds)));
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
