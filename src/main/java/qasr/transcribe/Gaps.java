package qasr.transcribe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.vad.Backdrop;

/** Computes the gaps between the utterances of a recording, so that every part of it is accounted for. */
final class Gaps {
    private static final int SAMPLES_PER_MILLI = Waveform.SAMPLE_RATE / 1000;

    /** Five of the frames that the backdrop judges by: less is a pause between words. */
    private static final Duration SHORTEST_TOLD = Duration.ofMillis(500);

    private Gaps() {}

    /**
     * Returns the gaps in order. Gaps and utterances together cover everything that was read up to {@code duration}.
     */
    static List<Gap> between(List<Utterance> utterances, Duration duration, Backdrop backdrop) {
        List<Gap> gaps = new ArrayList<>();
        Duration position = new TimeSpan(Duration.ZERO, Times.of(backdrop.start())).end();
        for (Utterance utterance : utterances) {
            add(gaps, position, utterance.start(), backdrop);
            position = position.compareTo(utterance.end()) > 0 ? position : utterance.end();
        }
        add(gaps, position, new TimeSpan(Duration.ZERO, duration).end(), backdrop);
        return gaps;
    }

    private static void add(List<Gap> gaps, Duration start, Duration end, Backdrop backdrop) {
        Duration heardUpTo = end;
        if (backdrop.unheardFrom().isPresent()) {
            Duration unheard =
                    new TimeSpan(Duration.ZERO, Times.of(backdrop.unheardFrom().getAsLong())).end();
            heardUpTo = unheard.compareTo(start) < 0 ? start : unheard.compareTo(end) < 0 ? unheard : end;
        }
        if (start.compareTo(heardUpTo) < 0) {
            SampleRange range =
                    new SampleRange(start.toMillis() * SAMPLES_PER_MILLI, heardUpTo.toMillis() * SAMPLES_PER_MILLI);
            TimeSpan span = new TimeSpan(start, heardUpTo);
            gaps.add(new Gap(span, kind(backdrop.kind(range), span)));
        }
        if (heardUpTo.compareTo(end) < 0) {
            gaps.add(new Gap(new TimeSpan(heardUpTo, end), Gap.Kind.UNHEARD));
        }
    }

    /** Broken samples are a fact however few they are; what a moment sounds like is a guess. */
    private static Gap.Kind kind(Backdrop.Kind heard, TimeSpan span) {
        if (heard != Backdrop.Kind.BROKEN && span.length().compareTo(SHORTEST_TOLD) < 0) {
            return Gap.Kind.PAUSE;
        }
        return switch (heard) {
            case SILENCE -> Gap.Kind.SILENCE;
            case NOISE -> Gap.Kind.NOISE;
            case MUSIC -> Gap.Kind.MUSIC;
            case BROKEN -> Gap.Kind.FAILED;
        };
    }
}
