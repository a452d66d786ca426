package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.correct.Corrections;
import qasr.correct.KeptTimes;
import qasr.engine.AudioSelection;
import qasr.engine.MachineCheck;
import qasr.engine.ModelLocator;
import qasr.engine.ModelOpener;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.job.WordWishes;
import qasr.model.CharacterHead;
import qasr.transcript.ChunkResult;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.Chunk;
import qasr.vad.VadOptions;

/**
 * Finds the times of corrected words in the recording. This needs the recording and an aligner: an installed one, or that of
 * the model. Without them, the words keep the times that they share with those that they replace.
 */
public final class CorrectedTimes {
    private final Session session;
    private final Request request;

    /**
     * The wishes of the user.
     *
     * @param recording the recording, or empty to look for it where the result says, and beside the result
     * @param aligner the aligner, or empty for an installed one or that of the model
     */
    public record Request(Optional<Path> recording, Optional<Path> aligner, ModelRequest model) {}

    public CorrectedTimes(Session session, Request request) {
        this.session = session;
        this.request = request;
    }

    /**
     * Returns the transcript with the times that were found. If measured times became estimates, a note says why and what
     * finds them.
     *
     * @param before the transcript without the corrections
     * @throws CommandException if the named aligner does not exist
     */
    Transcript found(Input result, Transcript before, Corrections.Outcome outcome) throws CommandException {
        Transcript transcript = outcome.transcript();
        Set<Integer> open = open(outcome);
        if (open.isEmpty()) {
            return transcript;
        }
        Optional<Path> installed =
                new ModelLocator(session.environment(), session.console()).aligner(request.aligner());
        Optional<Path> model = installed.isPresent() ? Optional.empty() : modelWithAligner();
        boolean measured =
                open.stream().anyMatch(id -> before.utterances().get(id).place().timing() == Place.Timing.ALIGNED);
        if (installed.isEmpty() && model.isEmpty() && !measured) {
            return transcript; // no aligner was there before either
        }
        if (installed.isEmpty() && model.isEmpty()) {
            return estimated(result, transcript, "no aligner is installed");
        }
        try {
            Input recording = new ResultRecording(result, transcript.source()).find(request.recording());
            try (WordTiming words =
                    new WordTiming(session, WordWishes.ALWAYS, request.model(), VadOptions.DEFAULT.negThreshold())) {
                MachineCheck.processor(session);
                Optional<OpenModel> opened = model.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ModelOpener(session).open(model.get(), request.model()));
                words.choose(request.aligner(), opened);
                return timed(result, transcript, open, recording, words.opened());
            }
        } catch (CommandException e) {
            return estimated(result, transcript, e.failure().message());
        } catch (IOException e) {
            return estimated(result, transcript, Failure.reason(e));
        }
    }

    /** Returns the corrected segments whose words have times, some of which nobody has measured. */
    private static Set<Integer> open(Corrections.Outcome outcome) {
        Set<Integer> open = new HashSet<>();
        for (int id : outcome.corrected()) {
            Utterance utterance = outcome.transcript().utterances().get(id);
            if (SegmentPlaces.isTimed(utterance)
                    && !utterance.words().isEmpty()
                    && utterance.place().timing() == Place.Timing.APPROX) {
                open.add(id);
            }
        }
        return open;
    }

    private Optional<Path> modelWithAligner() throws CommandException {
        return new ModelLocator(session.environment(), session.console())
                .usual(request.model())
                .filter(directory -> Files.isRegularFile(directory.resolve(CharacterHead.FILE)));
    }

    private Transcript estimated(Input result, Transcript transcript, String why) {
        session.console()
                .note(result.name() + ": the times of corrected words are estimated (" + why + "); 'qasr align "
                        + transcript.source().path() + " " + result.name() + " -o " + result.name()
                        + "' finds them in the recording");
        return transcript;
    }

    private Transcript timed(
            Input result, Transcript transcript, Set<Integer> open, Input recording, RecordingTiming timing)
            throws IOException {
        List<Chunk.Place> all = SegmentPlaces.of(transcript);
        List<Utterance> utterances = new ArrayList<>(transcript.utterances());
        List<Integer> ids = new ArrayList<>();
        List<Chunk.Place> places = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < utterances.size(); i++) {
            if (SegmentPlaces.isTimed(utterances.get(i))) {
                Chunk.Place place = all.get(next++);
                if (open.contains(i)) {
                    ids.add(i);
                    places.add(place);
                }
            }
        }
        int found = 0;
        Set<TimeSpan> spans = new HashSet<>();
        try (AudioStream audio = selection(transcript)
                .open(session.engines(), new AudioInput.AudioFile(recording.path(), recording.hint()))) {
            SoundAgain sound = new SoundAgain(audio, places, 0);
            for (int k = 0; k < ids.size(); k++) {
                Utterance before = utterances.get(ids.get(k));
                ChunkResult one = new ChunkResult(List.of(before), List.of());
                Utterance after = timing.timed(places.get(k), sound.of(places.get(k)), one)
                        .utterances()
                        .get(0);
                if (after.place().timing() == Place.Timing.ALIGNED) {
                    utterances.set(ids.get(k), KeptTimes.of(before, after));
                    spans.add(before.place().span());
                    found++;
                }
            }
        }
        session.console()
                .note(result.name() + ": " + found + " of " + ids.size()
                        + " corrected segments aligned with the recording again");
        List<Warning> warnings = new ArrayList<>(transcript.warnings());
        warnings.removeIf(warning -> warning.kind().isAboutWordTimes()
                && warning.span().filter(spans::contains).isPresent());
        timing.warnings().stream()
                .filter(warning -> warning.span().filter(spans::contains).isPresent())
                .forEach(warnings::add);
        Transcript timed =
                new Transcript(transcript.source(), transcript.making(), utterances, transcript.gaps(), warnings);
        return found == ids.size()
                ? timed
                : estimated(
                        result, timed, "the aligner did not find the words of " + (ids.size() - found) + " segments");
    }

    private static AudioSelection selection(Transcript transcript) {
        return AudioSelection.all(ResultChannels.track(transcript), ResultChannels.of(transcript));
    }
}
