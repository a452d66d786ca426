package qasr.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts what is wrong with a recording and says each kind of it in one sentence. */
final class Damage {
    /** Share of clipped samples worth a word; lossy codecs overshoot full scale a little in any loud recording. */
    private static final double CLIPPING_WORTH_MENTIONING = 0.001;

    private static final double SLOWNESS_WORTH_MENTIONING_SECONDS = 0.5;
    private static final int PLACES_SHOWN = 3;

    /** Less of it than this is chance. */
    private static final double CANCELLING_WORTH_MENTIONING = 0.5;

    private long lostPackets;
    private long encryptedPackets;
    private double cancelledSeconds;
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
    private String header = "";
    private String cutOff = "";

    /** A packet could not be decoded. */
    void lostPacket() {
        lostPackets++;
    }

    /** A packet is encrypted. */
    void encryptedPacket() {
        encryptedPackets++;
    }

    /** Tells whether encrypted packets were met. */
    boolean isEncrypted() {
        return encryptedPackets > 0;
    }

    /** The channels of a stretch of sound cancel each other, so that one of them was taken. */
    void cancelled(double seconds) {
        cancelledSeconds += seconds;
    }

    /** The container could not be followed at one place. */
    void unreadable(int code) {
        unreadableAtEnd++;
        unreadableReason = FfmpegError.text(code);
    }

    /** Reading went on behind what could not be read. */
    void readOn() {
        unreadablePlaces += unreadableAtEnd;
        unreadableAtEnd = 0;
    }

    /** The track has ended; behind one that is whole (a tag, say) nothing can be lost. */
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
        cutOff = String.format(
                Locale.ROOT, "the recording is cut off: it ends after %.1f s of %.1f s", seconds, declaredSeconds);
    }

    /** The bytes ended in the middle of a packet. */
    void brokenOff(double seconds) {
        cutOff = String.format(Locale.ROOT, "the recording is cut off: it breaks off after %.1f s", seconds);
    }

    /** The sound went on behind the length in the header, and was read. */
    void readBehind(double declaredSeconds, double seconds) {
        header = String.format(
                Locale.ROOT,
                "the header is wrong: it says %.1f s, and the sound goes on to %.1f s, which was read",
                declaredSeconds,
                seconds);
    }

    /** More follows where the sound ends according to the header, and was not read. */
    void notReadBehind(double seconds) {
        header = String.format(
                Locale.ROOT,
                "the sound behind %.1f s cannot be heard: the header says that the recording ends there, yet more follows",
                seconds);
    }

    /** Returns how often the timestamps jumped so far. */
    long jumps() {
        return jumpCount;
    }

    /** Returns how many packets or places were lost so far. */
    long losses() {
        return lostPackets + encryptedPackets + unreadablePlaces + unreadableAtEnd;
    }

    /** Returns one sentence for each kind of damage met. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (lostPackets > 0) {
            sentences.add(counted(lostPackets, "corrupt packet was", "corrupt packets were") + " skipped");
        }
        if (encryptedPackets > 0) {
            sentences.add(counted(encryptedPackets, "encrypted packet was", "encrypted packets were") + " skipped");
        }
        if (cancelledSeconds >= CANCELLING_WORTH_MENTIONING) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "the channels cancel each other for %.1f s, where only one of them is heard",
                    cancelledSeconds));
        }
        if (unreadablePlaces > 0) {
            sentences.add(counted(unreadablePlaces, "place", "places") + " in the file could not be read: "
                    + unreadableReason);
        }
        if (jumpCount > 0) {
            String more = jumpCount > jumps.size() ? " and " + (jumpCount - jumps.size()) + " more" : "";
            sentences.add("the timestamps jump " + counted(jumpCount, "time", "times") + " (" + String.join(", ", jumps)
                    + more + "): the sound was joined without a gap");
        }
        if (slowSeconds >= SLOWNESS_WORTH_MENTIONING_SECONDS) {
            sentences.add(String.format(
                    Locale.ROOT, "the timestamps fall %.1f s behind the sound: all of it was kept", slowSeconds));
        }
        if (gaps > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%.3f s have no sound in the file and are silent (%s)",
                    gapSeconds,
                    counted(gaps, "gap", "gaps")));
        }
        if (overlapSeconds > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%.3f s of overlapping sound were cut (from %.3f s on)",
                    overlapSeconds,
                    firstOverlapAt));
        }
        if (notFinite > 0) {
            sentences.add(counted(notFinite, "sample that is not a number was", "samples that are not numbers were")
                    + " replaced by silence");
        }
        if (clipped > samples * CLIPPING_WORTH_MENTIONING) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the samples are beyond full scale and were clipped",
                    100.0 * clipped / samples));
        }
        if (!header.isEmpty()) {
            sentences.add(header);
        }
        if (!cutOff.isEmpty()) {
            sentences.add(cutOff);
        }
        return List.copyOf(sentences);
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
