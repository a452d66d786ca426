package qasr.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import qasr.console.Clock;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.UntimedResult;
import qasr.transcript.ChunkResult;
import qasr.transcript.Place;
import qasr.transcript.Utterance;

/**
 * Gives the utterances of a recording their speakers, and splits those of several speakers, before other listeners get them. The
 * journal gets them whole, so that a resumed run gives the same bytes.
 */
final class SpeakerListener implements RecordingListener {
    private final Supplier<Optional<FoundSpeakers>> speakers;
    private final Optional<Place.Timing> untimed;
    private final Consumer<String> trouble;
    private final RecordingListener next;
    private final List<Utterance> spoken = new ArrayList<>();

    private boolean endTold;

    /**
     * @param speakers asked after the recording is open
     * @param untimed if the times of words are not shown, the source of the times of whole utterances
     * @param trouble gets a warning about the recording
     */
    SpeakerListener(
            Supplier<Optional<FoundSpeakers>> speakers,
            Optional<Place.Timing> untimed,
            Consumer<String> trouble,
            RecordingListener next) {
        this.speakers = speakers;
        this.trouble = trouble;
        this.untimed = untimed;
        this.next = next;
    }

    @Override
    public void hear(RecordingEvent event) throws IOException {
        Optional<FoundSpeakers> found =
                event instanceof RecordingEvent.Heard || event instanceof RecordingEvent.Finished
                        ? speakers.get()
                        : Optional.empty();
        if (found.isPresent() && event instanceof RecordingEvent.Heard heard) {
            List<Utterance> parts = new ArrayList<>();
            heard.result().utterances().forEach(utterance -> parts.addAll(parts(found.get(), utterance)));
            spoken.addAll(parts);
            next.hear(new RecordingEvent.Heard(
                    heard.place(), new ChunkResult(parts, heard.result().warnings()), heard.recalled()));
        } else if (found.isPresent() && event instanceof RecordingEvent.Finished finished) {
            next.hear(new RecordingEvent.Finished(finished.transcript().with(spoken)));
        } else {
            next.hear(event);
        }
    }

    private List<Utterance> parts(FoundSpeakers found, Utterance utterance) {
        boolean known = !found.isBehindEnd(utterance);
        if (!known && !endTold) {
            endTold = true;
            Duration end = Duration.ofMillis(Math.round(found.end().orElseThrow() * 1000));
            trouble.accept("its speakers are known only up to " + Clock.minutes(end)
                    + ", where it could not be read for them");
        }
        List<Utterance> parts = known ? found.attribution().of(utterance) : List.of(utterance);
        return untimed.isEmpty()
                ? parts
                : parts.stream()
                        .map(part -> UntimedResult.of(
                                part,
                                parts.size() == 1 ? untimed.get() : part.place().timing()))
                        .toList();
    }
}
