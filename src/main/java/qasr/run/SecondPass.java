package qasr.run;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.job.Destination;
import qasr.job.TranscribeJob;
import qasr.output.OutputFile;
import qasr.resume.InputState;
import qasr.transcribe.ChunkTiming;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.ChunkResult;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/**
 * The text of a recording, kept until its words can be timed: its sound is then read a second time, chunk by chunk. The
 * listeners get the same events as if the words had been timed at once.
 */
final class SecondPass implements RecordingListener {
    private final InputState.ToDo toDo;
    private final List<RecordingEvent> before = new ArrayList<>();
    private final List<RecordingEvent.Heard> heard = new ArrayList<>();
    private Optional<Transcript> transcript = Optional.empty();

    SecondPass(InputState.ToDo toDo) {
        this.toDo = toDo;
    }

    InputState.ToDo toDo() {
        return toDo;
    }

    /** Returns where the sound of a pipe is kept: beside the output file, or with the temporary files if there is none. */
    static Path folder(Destination destination) {
        if (destination instanceof Destination.Folder folder) {
            return folder.path();
        }
        return destination instanceof Destination.SingleFile file && !OutputFile.isDirect(file.path())
                ? file.path().toAbsolutePath().getParent()
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public void hear(RecordingEvent event) {
        if (event instanceof RecordingEvent.Heard chunk) {
            heard.add(chunk);
        } else if (event instanceof RecordingEvent.Finished finished) {
            transcript = Optional.of(finished.transcript());
        } else if (event instanceof RecordingEvent.Opened) {
            before.add(event);
        }
    }

    /**
     * Times the words and passes the events on.
     *
     * @param spool the recording's samples, if it cannot be read again
     * @throws IOException if the recording cannot be read again
     */
    void run(
            Session session,
            TranscribeJob job,
            int index,
            Optional<SoundSpool> spool,
            ChunkTiming timing,
            RecordingListener listener)
            throws IOException {
        for (RecordingEvent event : before) {
            listener.hear(event);
        }
        List<Utterance> utterances = new ArrayList<>();
        List<Chunk.Place> places =
                heard.stream().map(RecordingEvent.Heard::place).toList();
        try (AudioStream audio = audio(session, job, index, spool)) {
            SoundAgain sound =
                    new SoundAgain(audio, places, job.selection().excerpt().start());
            for (RecordingEvent.Heard chunk : heard) {
                ChunkResult timed = timing.timed(chunk.place(), sound.of(chunk.place()), chunk.result());
                utterances.addAll(timed.utterances());
                listener.hear(new RecordingEvent.Heard(chunk.place(), timed, chunk.recalled()));
            }
        }
        Transcript untimed = transcript.orElseThrow();
        List<Warning> warnings = new ArrayList<>(untimed.warnings());
        warnings.addAll(timing.warnings());
        for (Warning warning : warnings) {
            listener.hear(new RecordingEvent.Warned(warning));
        }
        listener.hear(new RecordingEvent.Finished(
                new Transcript(untimed.source(), untimed.making(), utterances, untimed.gaps(), warnings)));
    }

    @MustBeClosed
    private static AudioStream audio(Session session, TranscribeJob job, int index, Optional<SoundSpool> spool)
            throws IOException {
        if (spool.isPresent()) {
            return job.selection().recognised(session.engines(), spool.get());
        }
        AudioInput input = job.inputs().get(index).open(session.environment().in());
        return job.selection().open(session.engines(), input);
    }
}
