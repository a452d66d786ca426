package qasr.run;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import qasr.audio.AudioInput;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.OutputFiles;
import qasr.engine.Cutting;
import qasr.engine.MachineCheck;
import qasr.engine.MeteredAudio;
import qasr.engine.Session;
import qasr.job.CompletenessRule;
import qasr.job.FittingFormats;
import qasr.job.Input;
import qasr.job.Origin;
import qasr.job.OutputNames;
import qasr.job.OutputWriter;
import qasr.job.Results;
import qasr.job.SameStems;
import qasr.job.SegmentFormat;
import qasr.job.SegmentJob;
import qasr.output.ResultFormat;
import qasr.output.SegmentTable;
import qasr.transcribe.Times;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/** Runs {@code segment}. */
public final class SegmentRun {
    private final Session session;
    private final SegmentJob job;
    private final Optional<OutputNames> names;

    public SegmentRun(Session session, SegmentJob job) {
        this.session = session;
        this.job = job;
        this.names = job.audioFolder().map(folder -> OutputNames.of(job.division()));
    }

    public ExitStatus run() throws CommandException {
        MachineCheck.run(session);
        Results results = Results.open(job.destination(), job.inputs(), formats(), session);
        results.check();
        if (job.audioFolder().isPresent()) {
            OutputFiles.prepareFolder(job.audioFolder().get());
        }
        InputLoop loop = new InputLoop(session, job.inputs());
        return loop.toItsEnd(() -> run(results, loop));
    }

    private ExitStatus run(Results results, InputLoop loop) throws CommandException {
        boolean possible = job.speakers().isEmpty() || SpeakerModels.arePossible(session);
        ExitStatus status;
        try (SpeakerRows speakers = SpeakerRows.open(session, job, possible)) {
            status = loop.run((index, input, source) -> segment(results, loop.progress(), index, source, speakers));
        }
        results.finish();
        return possible || status != ExitStatus.DONE ? status : ExitStatus.MODEL;
    }

    /** Rows with speakers or measurements that share a stream have more columns. */
    private List<? extends ResultFormat> formats() {
        if (job.speakers().isPresent()) {
            return job.formats().stream().map(SegmentFormat::withSpeakers).toList();
        }
        return hasNames()
                        && job.destination().isShared(job.inputs())
                        && job.formats().equals(List.of(SegmentFormat.TSV))
                ? List.of(new NamedRows(isSplit(), job.stats()))
                : job.formats();
    }

    private boolean isSplit() {
        return job.selection().channels().areSplit();
    }

    /** Returns whether a table of one recording begins with the names of its columns too. */
    private boolean hasNames() {
        return job.stats() || (isSplit() && job.speakers().isEmpty());
    }

    /** TSV with speakers or measurements. */
    private record NamedRows(boolean speakers, boolean measured) implements ResultFormat {
        @Override
        public String name() {
            return SegmentFormat.TSV.name();
        }

        @Override
        public Sharing sharing() {
            return Sharing.ROWS;
        }

        @Override
        public String columns() {
            return SegmentTable.columns(true, speakers, measured);
        }
    }

    /** Returns whether another recording in the same RTTM has the name of this one. */
    private boolean hasTwin(int index) {
        return job.formats().contains(SegmentFormat.RTTM)
                && job.destination().isShared(job.inputs())
                && SameStems.has(job.inputs(), index);
    }

    private void segment(Results results, RunProgress progress, int index, AudioInput source, SpeakerRows speakers)
            throws IOException {
        Input input = job.inputs().get(index);
        FittingFormats<SegmentFormat> fitting = FittingFormats.replaceable(results, index, job.formats());
        fitting.say(session.console());
        if (fitting.isEmpty()) {
            fitting.raise();
            if (job.audioFolder().isEmpty()) {
                return; // all is there and stays as it is
            }
        }
        Optional<List<SegmentTable.Segment>> turns = speakers.of(index, source, progress);
        try (MeteredAudio audio = speakers.open(source, progress.work(index)::readUpTo)) {
            session.console().detail(input.name() + ": " + audio.format().description());
            progress.opened(index, audio.expectedSamples());
            ChunkSource chunks = job.selection().chunks(session.engines(), audio, cutting(input));
            Optional<SegmentStats> stats = job.stats()
                    ? Optional.of(
                            new SegmentStats(audio, job.selection().excerpt().start()))
                    : Optional.empty();
            Map<SegmentFormat, Results.Result> open = new EnumMap<>(SegmentFormat.class);
            fitting.formats().forEach(format -> open.put(format, results.open(index, format)));
            SegmentTable table =
                    new SegmentTable(input.name(), job.destination().isShared(job.inputs()), hasTwin(index));
            if (hasNames() && !job.destination().isShared(job.inputs())) {
                append(open, SegmentFormat.TSV, SegmentTable.columns(false, isSplit(), job.stats()));
            }
            Optional<Chunk> next = chunks.next();
            while (next.isPresent()) {
                Chunk chunk = next.get();
                if (turns.isEmpty()) {
                    SegmentTable.Segment segment = new SegmentTable.Segment(
                            Times.of(chunk.range().start()),
                            Times.of(chunk.range().end()),
                            chunk.speaker(),
                            chunk.channel(),
                            isSplit() || job.speakers().isPresent());
                    add(
                            open,
                            table,
                            stats.isPresent() ? table.add(segment, stats.get().of(chunk)) : table.add(segment));
                    writeAudio(index, table.size(), chunk);
                }
                progress.passed(index, chunk);
                next = chunks.next();
            }
            turns.ifPresent(all -> all.forEach(turn -> add(open, table, table.add(turn))));
            progress.work(index).read(chunks.samplesRead());
            append(
                    open,
                    SegmentFormat.JSON,
                    table.json(
                            Times.of(chunks.samplesRead()),
                            stats.map(SegmentStats::ofRecording),
                            job.destination().isShared(job.inputs())));
            open.values().forEach(Results.Result::commit);
            audio.warnings().forEach(warning -> session.console().warn(input.name(), warning));
            chunks.channelRemarks().forEach(remark -> session.console().warn(input.name(), remark));
            chunks.remarks().forEach(remark -> session.console().warn(input.name(), remark));
            new SoundReport(session.console(), job.selection().cleaning().phone())
                    .say(input.name(), chunks.backdrop().isNarrowBand(), audio.treatments());
            CompletenessRule.checkHeard(chunks);
            if (table.size() == 0) {
                session.console()
                        .note(input.name() + (job.segments().isEmpty() ? ": no speech found" : ": no segments"));
            }
        } finally {
            speakers.release();
        }
        fitting.raise();
    }

    private Cutting cutting(Input input) throws IOException {
        return job.segments().isPresent()
                ? job.segments().get().of(input, job.inputs(), job.cutting(), session.console())
                : job.cutting();
    }

    private static void add(Map<SegmentFormat, Results.Result> open, SegmentTable table, String row) {
        append(open, SegmentFormat.TSV, row);
        append(open, SegmentFormat.RTTM, table.rttm());
        append(open, SegmentFormat.AUDACITY, table.label());
        append(open, SegmentFormat.SRT, table.subtitle());
    }

    private static void append(Map<SegmentFormat, Results.Result> open, SegmentFormat format, String text) {
        if (open.containsKey(format)) {
            open.get(format).append(text);
        }
    }

    private void writeAudio(int index, int number, Chunk chunk) {
        job.audioFolder().ifPresent(folder -> {
            String name = names.orElseThrow().path(index, String.format(Locale.ROOT, "%04d.wav", number));
            new OutputWriter(session, folder, job.existing(), "--write-audio")
                    .write(
                            folder.resolve(FileName.path(name)),
                            WavFile.of(chunk.waveform()),
                            Origin.of(job.inputs().get(index)));
        });
    }
}
