package qasr.subtitle;

import java.util.List;

/** A subtitle without its final times, which are in milliseconds. */
interface CuePart {
    /** Returns when its first word begins. */
    long start();

    /** Returns when its last word ends. */
    long end();

    /** Returns the code of its language. */
    String language();

    /** Returns its speaker. */
    SpeakerLabel label();

    /** Returns its lines, without the label. */
    List<Cue.Line> lines();

    /** Returns the limits of its language. */
    ReadingLimit limit();

    /** Returns its width on one line, with labels. */
    int columns();
}
