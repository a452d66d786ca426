package qasr.run;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.transcript.Place;
import qasr.transcript.SpeakerChange;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Renames speakers in a result and in the files that were made from it. */
public final class RenameRun {
    private final Session session;
    private final Input result;
    private final Map<String, String> names;

    /**
     * @param names the new name of each old one; all are replaced at once, so two can be exchanged
     */
    public RenameRun(Session session, Input result, Map<String, String> names) {
        this.session = session;
        this.result = result;
        this.names = Map.copyOf(names);
    }

    /**
     * Renames the speakers.
     *
     * @throws CommandException if the result cannot be read or written, or has no such speaker; it is unchanged then
     */
    public ExitStatus run() throws CommandException {
        Transcript before = RetryRun.read(result);
        Set<String> speakers = before.utterances().stream()
                .map(utterance -> utterance.place().speaker())
                .filter(speaker -> !speaker.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String old : names.keySet().stream().sorted().toList()) {
            if (!speakers.contains(old)) {
                throw failure("has no speaker '" + old + "'"
                        + (speakers.isEmpty()
                                ? ", nor any other; transcribe it with --diarize"
                                : "; its speakers are " + String.join(", ", speakers)));
            }
        }
        Transcript after =
                before.with(before.utterances().stream().map(this::renamed).toList());
        after = after.with(after.making().after(changes(before)));
        try {
            new ResultFiles(session, result).replace(before, after, Optional.empty());
        } catch (OutputFailedException e) {
            throw new CommandException(e.failure(), e);
        } catch (IOException e) {
            throw failure(Failure.reason(e));
        }
        say(speakers);
        return ExitStatus.DONE;
    }

    /** Records what changes, so that a later transcription does not replace the names. */
    private List<SpeakerChange> changes(Transcript before) {
        return before.utterances().stream()
                .map(Utterance::place)
                .filter(place -> !name(place).equals(place.speaker()))
                .map(place -> new SpeakerChange(place.span(), place.speaker(), name(place)))
                .toList();
    }

    private String name(Place place) {
        return names.getOrDefault(place.speaker(), place.speaker());
    }

    private Utterance renamed(Utterance utterance) {
        Place place = utterance.place();
        return new Utterance(
                new Place(place.span(), place.timing(), place.channel(), name(place)),
                utterance.wording(),
                utterance.confidence(),
                utterance.outcome(),
                utterance.words());
    }

    private void say(Set<String> speakers) {
        List<String> now =
                speakers.stream().map(old -> names.getOrDefault(old, old)).toList();
        long lost = now.size() - now.stream().distinct().count();
        session.console()
                .note(result.name() + ": the speakers are now "
                        + String.join(", ", new LinkedHashSet<>(now))
                        + (lost == 0 ? "" : "; several speakers became one"));
    }

    private CommandException failure(String message) {
        return new CommandException(new Failure(result.name(), message, ExitStatus.INPUT));
    }
}
