package qasr.transcript;

import java.util.Optional;

/**
 * A warning about a recording or about its text. Programs should use {@code kind} and {@code span}; {@code text} is for
 * readers and may change in the next version.
 *
 * @param span the part of the recording, or empty if the warning is about all of it or the part is unknown
 * @param text one sentence without the recording's name; without times if the warning is about a passage
 */
public record Warning(Kind kind, Optional<TimeSpan> span, String text) {
    /** The kinds of warnings. */
    public enum Kind {
        /** Packets could not be decoded. */
        CORRUPT_PACKETS(Loss.SOUND, About.RECORDING),
        /** Packets are encrypted. */
        ENCRYPTED_PACKETS(Loss.SOUND, About.RECORDING),
        /** Some places of the container could not be read. */
        UNREADABLE_PLACES(Loss.SOUND, About.RECORDING),
        /** Several packets cover the same time; all but one were dropped. */
        OVERLAP(Loss.SOUND, About.RECORDING),
        /** Samples that are not finite numbers were replaced by silence. */
        BROKEN_SAMPLES(Loss.SOUND, About.RECORDING),
        /** The recording ends earlier than its header or its last packet says. */
        CUT_OFF(Loss.SOUND, About.RECORDING),
        /** More audio follows after the end that the header states; it was not read. */
        UNREAD_END(Loss.SOUND, About.RECORDING),
        /** The channels cancel each other; only one of them was used. */
        CANCELLING_CHANNELS(Loss.NONE, About.RECORDING),
        /** Channels that are silent, are one signal, have each other's sound, or whose number changes. */
        CHANNELS(Loss.NONE, About.RECORDING),
        /** The timestamps jump; the audio was joined. */
        TIMESTAMP_JUMP(Loss.NONE, About.RECORDING),
        /** The file contains several joined recordings; all of them were read. */
        JOINED_RECORDINGS(Loss.NONE, About.RECORDING),
        /** The timestamps are slower than the audio; all audio was kept. */
        SLOW_TIMESTAMPS(Loss.NONE, About.RECORDING),
        /** The file has no audio for some time, which was filled with silence. */
        SOUND_GAP(Loss.NONE, About.RECORDING),
        /** Samples beyond full scale were clipped. */
        CLIPPING(Loss.NONE, About.RECORDING),
        /** The header states a wrong length; all audio was read. */
        WRONG_HEADER(Loss.NONE, About.RECORDING),
        /** Some of the user's segments do not fit the recording or the model. */
        CUTS(Loss.NONE, About.RECORDING),
        /** A part was not transcribed: its samples are not finite numbers. */
        BROKEN_STRETCH(Loss.SOUND, About.PASSAGE),
        /** A part was not transcribed: the speech detector had failed. Coverage counts it. */
        UNHEARD(Loss.NONE, About.PASSAGE),
        /** A chunk could not be transcribed. Coverage counts it. */
        FAILED(Loss.NONE, About.PASSAGE),
        /** The end of a chunk's text may be missing. Coverage counts it. */
        TRUNCATED(Loss.NONE, About.PASSAGE),
        /** A chunk's text is too short for its speech. Coverage counts it. */
        TOO_SHORT(Loss.NONE, About.PASSAGE),
        /** A chunk's text is too long for its speech. */
        TOO_LONG(Loss.NONE, About.PASSAGE),
        /** Word times of a chunk are estimated: the times of the aligner were not credible. */
        UNALIGNED(Loss.NONE, About.PASSAGE),
        /** Words of a text were probably not said where the text has them; their times are estimated. */
        NOT_SAID(Loss.NONE, About.PASSAGE),
        /** Word times are estimated: there is no aligner for this recording or its language. */
        ESTIMATED_TIMES(Loss.NONE, About.RECORDING),
        /** A warning about a passage from an earlier version, which did not record the kind. */
        OTHER_PASSAGE(Loss.NONE, About.PASSAGE),
        /**
         * A warning from another version, of an unknown kind. It may be about lost audio, so the recording counts as
         * incomplete.
         */
        UNKNOWN(Loss.SOUND, About.RECORDING);

        private enum Loss {
            NONE,
            SOUND
        }

        private enum About {
            RECORDING,
            PASSAGE
        }

        private final Loss loss;
        private final About about;

        Kind(Loss loss, About about) {
            this.loss = loss;
            this.about = about;
        }

        /** Returns whether audio was lost, or may have been lost, before it could be transcribed. */
        public boolean isSoundLost() {
            return loss == Loss.SOUND;
        }

        /** Returns whether the warning is about the times of words, and not about the text. */
        public boolean isAboutWordTimes() {
            return this == UNALIGNED || this == NOT_SAID || this == ESTIMATED_TIMES;
        }

        /**
         * Returns whether the warning is about one passage. Such a warning no longer applies after the passage is
         * transcribed again.
         */
        public boolean isAboutPassage() {
            return about == About.PASSAGE;
        }
    }

    /** Creates a warning about a whole recording, or about unknown parts of it. */
    public static Warning of(Kind kind, String text) {
        return new Warning(kind, Optional.empty(), text);
    }

    /** Creates a warning about a part of a recording. */
    public static Warning at(Kind kind, TimeSpan span, String text) {
        return new Warning(kind, Optional.of(span), text);
    }

    /** Returns the text for readers, with the times of the passage if the warning is about one. */
    public String sentence() {
        return kind.isAboutPassage() && span.isPresent() ? span.get().text() + ": " + text : text;
    }
}
