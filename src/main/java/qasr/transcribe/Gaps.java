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
            Gap.Kind kind = switch (backdrop.kind(range)) {
                case SILENCE -> Gap.Kind.SILENCE;
                case NOISE -> Gap.Kind.NOISE;
                case MUSIC -> Gap.Kind.MUSIC;
                case BROKEN -> Gap.Kind.FAILED;
            };
            gaps.add(new Gap(new TimeSpan(start, heardUpTo), kind));
        }
        if (heardUpTo.compareTo(end) < 0) {
            gaps.add(new Gap(new TimeSpan(heardUpTo, end), Gap.Kind.UNHEARD));
        }
    }
}
