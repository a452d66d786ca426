package qasr.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioFormat;
import qasr.console.Clock;
import qasr.console.Console;
import qasr.console.OutputFailedException;
import qasr.engine.Remedies;
import qasr.job.CompletenessRule;
import qasr.job.Destination;
import qasr.job.Results;
import qasr.job.SameStems;
import qasr.job.TranscribeJob;
import qasr.output.Format;
import qasr.output.HeardLanguages;
import qasr.output.TranscriptWriter;
import qasr.resume.InputState;
import qasr.resume.Provenance;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.Coverage;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Writes the results of one recording as they arrive, with the messages about them. */
final class TranscriptReport implements RecordingListener {
    /** One format's way of writing, and where it goes. */
    private record Sink(TranscriptWriter writer, Results.Result result) {}

    private final Console console;
    private final Results results;
    private final TranscribeJob job;
    private final Provenance provenance;
    private final int index;
    private final InputState.ToDo toDo;
    private final String source;
    private final List<Sink> sinks = new ArrayList<>();

    TranscriptReport(
            Console console,
            Results results,
            TranscribeJob job,
            Provenance provenance,
            int index,
            InputState.ToDo toDo) {
        this.provenance = provenance;
        this.toDo = toDo;
        this.console = console;
        this.results = results;
        this.job = job;
        this.index = index;
        this.source = job.inputs().get(index).name();
    }

    @Override
    public void hear(RecordingEvent event) {
        if (event instanceof RecordingEvent.Opened opened) {
            open(opened.format());
        } else if (event instanceof RecordingEvent.Heard heard) {
            for (Utterance utterance : heard.result().utterances()) {
                for (Sink sink : sinks) {
                    append(sink, sink.writer().piece(utterance));
                }
            }
        } else if (event instanceof RecordingEvent.Warned warned) {
            console.warn(source, warned.warning());
        } else if (event instanceof RecordingEvent.Finished finished) {
            finish(finished.transcript());
        }
    }

    private void open(AudioFormat encoding) {
        console.detail(source + ": " + Remedies.of(encoding));
        boolean oneLine = job.destination().isShared(job.inputs());
        for (Format format : toDo.formats()) {
            sinks.add(new Sink(
                    format.writer(job.paragraphs()
                            .layout(source, oneLine)
                            .withPath(format == Format.RTTM && oneLine && SameStems.has(job.inputs(), index))
                            .withSpeakers(job.mayHaveSpeakers())),
                    results.open(index, format)));
        }
    }

    private void finish(Transcript transcript) {
        Transcript written = written(transcript);
        String language = HeardLanguages.longest(transcript.utterances());
        Optional<OutputFailedException> failure = commit(written, language);
        if (!transcript.hasWords()) {
            Transcript.SourceFormat format = transcript.source().format();
            console.note(source + ": no speech found"
                    + (format.tracks() > 1
                            ? " in audio track " + format.track() + " of " + format.tracks()
                                    + "; --audio-track N selects another"
                            : ""));
        }
        new SoundReport(console, job.selection().cleaning().phone())
                .say(source, transcript.source().sound());
        sayCoverage(transcript.coverage());
        console.detail(source + ": " + Clock.seconds(transcript.duration()) + " of sound in "
                + Clock.seconds(transcript.making().timing().decode()));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /**
     * Writes all formats, even if one of them cannot be written. Returns the last failure; earlier failures are
     * printed.
     */
    private Optional<OutputFailedException> commit(Transcript written, String language) {
        Optional<OutputFailedException> failure = Optional.empty();
        for (Sink sink : sinks) {
            append(sink, sink.writer().rest(written));
            try {
                sink.result().commit(language);
            } catch (OutputFailedException e) {
                failure.ifPresent(before -> console.error(before.failure()));
                failure = Optional.of(e);
            }
        }
        return failure;
    }

    private void sayCoverage(Coverage coverage) {
        String summary = CompletenessRule.summary(coverage);
        if (coverage.complete()) {
            console.detail(source + ": " + summary);
        } else if (coverage.failed().isZero()) {
            console.incomplete(source, summary);
        } else {
            console.note(source + ": " + summary); // and CompletenessRule makes an error of it
        }
    }

    /** A file contains its origin but no computing time, so that a second run writes the same bytes. */
    private Transcript written(Transcript transcript) {
        if (!toDo.formats().contains(Format.JSON)) {
            return transcript;
        }
        Transcript made = provenance.of(transcript, job.inputs().get(index), toDo.mark());
        return job.destination() instanceof Destination.StandardOutput
                ? made
                : made.with(new Transcript.Making(
                        made.making().engine(),
                        made.making().options(),
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)));
    }

    private static void append(Sink sink, String text) {
        if (!text.isEmpty()) {
            sink.result().append(text);
        }
    }
}
