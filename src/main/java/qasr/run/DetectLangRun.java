package qasr.run;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import qasr.audio.AudioInput;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.IncompleteException;
import qasr.engine.Expectation;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelOpener;
import qasr.engine.OpenModel;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.job.CompletenessRule;
import qasr.job.DetectLangJob;
import qasr.job.FittingFormats;
import qasr.job.Input;
import qasr.job.LanguageFormat;
import qasr.job.LanguageUnit;
import qasr.job.Results;
import qasr.model.Prompt;
import qasr.output.LanguageTable;
import qasr.output.SegmentTable;
import qasr.text.Language;
import qasr.transcribe.LanguageRanker;
import qasr.transcribe.RecordingWork;
import qasr.transcribe.Times;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/** Runs {@code detect-lang}. */
public final class DetectLangRun {
    private final Session session;
    private final DetectLangJob job;

    public DetectLangRun(Session session, DetectLangJob job) {
        this.session = session;
        this.job = job;
    }

    public ExitStatus run() throws CommandException {
        Results results = Results.open(job.destination(), job.inputs(), job.formats(), session);
        results.check();
        InputLoop loop = new InputLoop(session, job.inputs());
        return loop.toItsEnd(() -> run(results, loop));
    }

    private ExitStatus run(Results results, InputLoop loop) throws CommandException {
        if (!loop.isWorthwhile()) {
            return loop.run((index, input, source) -> {});
        }
        LanguageRanker ranker = ranker();
        ExitStatus status =
                loop.run((index, input, source) -> detect(ranker, new Target(results, loop.progress(), index), source));
        results.finish();
        return status;
    }

    private LanguageRanker ranker() throws CommandException {
        OpenModel model = new ModelOpener(session).open(job.model());
        Prompt prompt = ModelOpener.prompt(model, new Expectation(Optional.empty(), ""));
        List<String> names =
                model.languages().languages().stream().map(Language::name).toList();
        List<int[]> continuations = names.stream()
                .map(name -> model.tokenizer().encode("language " + name + "<asr_text>"))
                .toList();
        return new LanguageRanker(model.network(), prompt, names, continuations);
    }

    /** One input on its way. */
    private record Target(Results results, RunProgress progress, int index) {
        void passed(Chunk chunk) {
            progress.passed(index, chunk);
        }
    }

    private void detect(LanguageRanker ranker, Target target, AudioInput source) throws IOException {
        Input input = job.inputs().get(target.index());
        RecordingWork work = target.progress().work(target.index());
        FittingFormats<LanguageFormat> fitting =
                FittingFormats.replaceable(target.results(), target.index(), job.formats());
        fitting.say(session.console());
        if (fitting.isEmpty()) {
            fitting.raise();
            return; // all is there and stays as it is
        }
        try (MeteredAudio audio = job.selection().open(session.engines(), source, work::readUpTo)) {
            session.console().detail(input.name() + ": " + Remedies.of(audio.format()));
            target.progress().opened(target.index(), audio.expectedSamples());
            ChunkSource chunks = job.selection().chunks(session.engines(), audio, job.cutting());
            Map<LanguageFormat, Results.Result> open = new EnumMap<>(LanguageFormat.class);
            fitting.formats()
                    .forEach(format -> open.put(format, target.results().open(target.index(), format)));
            LanguageTable table = new LanguageTable(input.name());
            boolean found = job.unit() == LanguageUnit.FILE
                    ? perFile(ranker, chunks, target, table, open)
                    : perSegment(ranker, chunks, target, table, open);
            append(open, LanguageFormat.JSON, table.json(job.destination().isShared(job.inputs())));
            open.values().forEach(Results.Result::commit);
            audio.warnings().forEach(warning -> session.console().warn(input.name(), warning));
            new SoundReport(session.console(), job.selection().cleaning().phone())
                    .say(input.name(), chunks.backdrop().isNarrowBand(), audio.treatments());
            chunks.channelRemarks().forEach(remark -> session.console().warn(input.name(), remark));
            CompletenessRule.checkHeard(chunks);
            if (!found) {
                session.console().note(input.name() + ": no speech found");
            }
        }
        fitting.raise();
    }

    /** Each chunk votes with its seconds of speech, so that a recording in two languages shows both. */
    private boolean perFile(
            LanguageRanker ranker,
            ChunkSource chunks,
            Target target,
            LanguageTable table,
            Map<LanguageFormat, Results.Result> open)
            throws IOException {
        double[] votes = new double[0];
        double seconds = 0;
        Optional<Chunk> next = chunks.next();
        while (next.isPresent()) {
            if (LanguageRanker.canRank(next.get().waveform())) {
                double weight = speechSeconds(next.get());
                double[] probabilities = probabilities(ranker, next.get());
                votes = votes.length == 0 ? new double[probabilities.length] : votes;
                for (int i = 0; i < votes.length; i++) {
                    votes[i] += weight * probabilities[i];
                }
                seconds += weight;
            }
            target.passed(next.get());
            // Not even the sound after this is read.
            next = seconds < job.maxAudioSeconds() ? chunks.next() : Optional.empty();
        }
        if (seconds > 0) {
            for (int i = 0; i < votes.length; i++) {
                votes[i] /= seconds;
            }
            append(open, LanguageFormat.TSV, table.addWhole(top(ranker, votes)));
        }
        return seconds > 0;
    }

    private boolean perSegment(
            LanguageRanker ranker,
            ChunkSource chunks,
            Target target,
            LanguageTable table,
            Map<LanguageFormat, Results.Result> open)
            throws IOException {
        boolean found = false;
        Optional<Chunk> next = chunks.next();
        while (next.isPresent()) {
            Chunk chunk = next.get();
            if (LanguageRanker.canRank(chunk.waveform())) {
                String rows = table.addChunk(
                        new SegmentTable.Segment(
                                Times.of(chunk.range().start()),
                                Times.of(chunk.range().end()),
                                chunk.speaker(),
                                chunk.channel(),
                                false),
                        top(ranker, probabilities(ranker, chunk)));
                append(open, LanguageFormat.TSV, rows);
                found = true;
            }
            target.passed(chunk);
            next = chunks.next();
        }
        return found;
    }

    private static double[] probabilities(LanguageRanker ranker, Chunk chunk) throws IncompleteException {
        double[] probabilities = ranker.probabilities(chunk.waveform());
        if (!DoubleStream.of(probabilities).allMatch(Double::isFinite)) {
            throw new IncompleteException(
                    "the language is unknown from "
                            + Times.text(Times.of(chunk.range().start()))
                            + " on: the model computed invalid numbers; check this processor with 'qasr doctor'",
                    ExitStatus.SOME_FAILED);
        }
        return probabilities;
    }

    private List<LanguageTable.Candidate> top(LanguageRanker ranker, double[] probabilities) {
        return ranker.ranked(probabilities).stream()
                .limit(job.top())
                .map(score -> new LanguageTable.Candidate(score.name(), score.probability()))
                .toList();
    }

    private static double speechSeconds(Chunk chunk) {
        long speech = chunk.speech().stream().mapToLong(SampleRange::length).sum();
        return (double) (speech == 0 ? chunk.range().length() : speech) / Waveform.SAMPLE_RATE;
    }

    private static void append(Map<LanguageFormat, Results.Result> open, LanguageFormat format, String text) {
        if (open.containsKey(format)) {
            open.get(format).append(text);
        }
    }
}
