package qasr.transcript;

import java.util.Optional;

/**
 * Something that is wrong with a recording or with what was heard in it. Programs decide by {@code kind} and {@code
 * span}; {@code text} is for readers and may be worded differently in the next version.
 *
 * @param span where in the recording, or empty if it is about all of it or the place is not known
 * @param text one sentence without the recording's name and, where the kind is about a passage, without its times
 */
public record Warning(Kind kind, Optional<TimeSpan> span, String text) {
    /** What is wrong. */
    public enum Kind {
        /** Packets could not be decoded. */
        CORRUPT_PACKETS(Loss.SOUND, About.RECORDING),
        /** Packets are encrypted. */
        ENCRYPTED_PACKETS(Loss.SOUND, About.RECORDING),
        /** The container could not be followed at some places. */
        UNREADABLE_PLACES(Loss.SOUND, About.RECORDING),
        /** Packets cover the same time, and all but one of them were dropped. */
        OVERLAP(Loss.SOUND, About.RECORDING),
        /** Samples that are not finite numbers were replaced by silence. */
        BROKEN_SAMPLES(Loss.SOUND, About.RECORDING),
        /** The recording ends before its header or its last packet does. */
        CUT_OFF(Loss.SOUND, About.RECORDING),
        /** More sound follows where the header says that the recording ends, and was not read. */
        UNREAD_END(Loss.SOUND, About.RECORDING),
        /** The channels cancel each other, and one of them was taken. */
        CANCELLING_CHANNELS(Loss.NONE, About.RECORDING),
        /** The timestamps jump, and the sound was joined. */
        TIMESTAMP_JUMP(Loss.NONE, About.RECORDING),
        /** Several recordings are joined in one file, and all of them were read. */
        JOINED_RECORDINGS(Loss.NONE, About.RECORDING),
        /** The timestamps fall behind the sound, and all of it was kept. */
        SLOW_TIMESTAMPS(Loss.NONE, About.RECORDING),
        /** The file has no sound for a while, which is silent. */
        SOUND_GAP(Loss.NONE, About.RECORDING),
        /** Samples beyond full scale were clipped. */
        CLIPPING(Loss.NONE, About.RECORDING),
        /** The header states another length than the sound has, and all of the sound was read. */
        WRONG_HEADER(Loss.NONE, About.RECORDING),
        /** Nobody could listen to a stretch: its samples are not finite numbers. */
        BROKEN_STRETCH(Loss.SOUND, About.PASSAGE),
        /** Nobody listened to a stretch: the speech detector had failed. Coverage counts it. */
        UNHEARD(Loss.NONE, About.PASSAGE),
        /** A chunk could not be transcribed. Coverage counts it. */
        FAILED(Loss.NONE, About.PASSAGE),
        /** The end of a chunk's text may be missing. Coverage counts it. */
        TRUNCATED(Loss.NONE, About.PASSAGE),
        /** A chunk's text is too short for its speech. Coverage counts it. */
        TOO_SHORT(Loss.NONE, About.PASSAGE),
        /** A chunk's text is too long for its speech. */
        TOO_LONG(Loss.NONE, About.PASSAGE),
        /** An earlier version's warning about a passage, whose kind it did not say. */
        OTHER_PASSAGE(Loss.NONE, About.PASSAGE),
        /**
         * Another version's warning, whose kind is not known here. It may be about lost sound, and a recording that may
         * have a hole is not complete.
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

        /** Tells whether sound of the recording was lost, or may have been, before anybody could listen to it. */
        public boolean isSoundLost() {
            return loss == Loss.SOUND;
        }

        /** Tells whether it is about what was heard in one passage, so that it is settled when that is heard again. */
        public boolean isAboutPassage() {
            return about == About.PASSAGE;
        }
    }

    /** Makes one about a whole recording, or about places that are not known. */
    public static Warning of(Kind kind, String text) {
        return new Warning(kind, Optional.empty(), text);
    }

    /** Makes one about a stretch of a recording. */
    public static Warning at(Kind kind, TimeSpan span, String text) {
        return new Warning(kind, Optional.of(span), text);
    }

    /** Returns it for readers: with the times of the passage that it is about, if it is about one. */
    public String sentence() {
        return kind.isAboutPassage() && span.isPresent() ? span.get().text() + ": " + text : text;
    }
}
