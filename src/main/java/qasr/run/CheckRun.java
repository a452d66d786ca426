package qasr.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioFormat;
import qasr.audio.AudioInput;
import qasr.audio.SampleRange;
import qasr.check.Judgements;
import qasr.check.Measurements;
import qasr.check.OneTalkerEach;
import qasr.check.Problem;
import qasr.check.SoundMeter;
import qasr.check.SpeechLevels;
import qasr.check.Verdict;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Cutting;
import qasr.engine.MachineCheck;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelOpener;
import qasr.engine.Session;
import qasr.job.CheckJob;
import qasr.job.CompletenessRule;
import qasr.job.Input;
import qasr.output.CheckSheet;
import qasr.transcribe.Times;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.NarrowBand;
import qasr.vad.VadOptions;

/** Runs {@code check}: each recording is read once, in bounded memory. */
public final class CheckRun {
    private static final Cutting CUTTING = new Cutting(true, VadOptions.DEFAULT, OptionalLong.of(FirstWords.SAMPLES));

    private final Session session;
    private final CheckJob job;
    private boolean found;

    public CheckRun(Session session, CheckJob job) {
        this.session = session;
        this.job = job;
    }

    /**
     * Checks all recordings.
     *
     * @throws CommandException if the model cannot be used
     */
    public ExitStatus run() throws CommandException {
        InputLoop loop = new InputLoop(session, job.inputs());
        return loop.toItsEnd(() -> run(loop));
    }

    private ExitStatus run(InputLoop loop) throws CommandException {
        if (!loop.isWorthwhile()) {
            return loop.run((index, input, source) -> {});
        }
        ExitStatus status;
        if (job.model().isEmpty()) {
            MachineCheck.run(session);
            status = loop.run((index, input, source) -> check(loop, Optional.empty(), index, source));
        } else {
            try (FirstWords words =
                    new FirstWords(new ModelOpener(session).open(job.model().get()))) {
                status = loop.run((index, input, source) -> check(loop, Optional.of(words), index, source));
            }
        }
        return status == ExitStatus.DONE && job.strict() && found ? ExitStatus.COVERAGE : status;
    }

    private void check(InputLoop loop, Optional<FirstWords> words, int index, AudioInput source) throws IOException {
        Input input = job.inputs().get(index);
        long start = System.nanoTime();
        try (MeteredAudio audio =
                job.selection().open(session.engines(), source, loop.progress().work(index)::readUpTo)) {
            SoundMeter sound = new SoundMeter();
            audio.tap(sound::accept);
            loop.progress().opened(index, audio.expectedSamples());
            ChunkSource chunks = job.selection().chunks(session.engines(), audio, CUTTING);
            List<SampleRange> spoken = new ArrayList<>();
            List<SampleRange> given = new ArrayList<>();
            NarrowBand band = new NarrowBand();
            FirstWords.Collected first = new FirstWords.Collected();
            for (Optional<Chunk> next = chunks.next(); next.isPresent(); next = chunks.next()) {
                Chunk chunk = next.get();
                given.add(chunk.range());
                chunk.speech().forEach(range -> {
                    spoken.add(range.shifted(-job.selection().excerpt().start()));
                    band.accept(
                            chunk.waveform()
                                    .slice((int) (range.start() - chunk.range().start()), (int)
                                            (range.end() - chunk.range().start()))
                                    .toArray(),
                            0,
                            (int) range.length());
                });
                first.add(chunk);
                loop.progress().passed(index, chunk);
            }
            loop.progress().work(index).read(chunks.samplesRead());
            CompletenessRule.checkHeard(chunks);
            // Split channels may talk at the same time.
            List<SampleRange> speech = SampleRange.union(spoken);
            Measurements measurements = new Measurements(
                    sound,
                    speech,
                    chunks.backdrop().unsureOutside(given),
                    SpeechLevels.of(sound, speech),
                    chunks.backdrop(),
                    audio.channelMeter(),
                    band.measured(),
                    audio.warnings());
            Duration reading = Duration.ofNanos(System.nanoTime() - start);
            report(
                    input,
                    audio.format(),
                    measurements,
                    words.isPresent()
                            ? Optional.of(words.get().of(input.name(), audio.format(), first, reading))
                            : Optional.empty());
        }
    }

    private void report(Input input, AudioFormat format, Measurements measured, Optional<CheckSheet.First> first) {
        List<CheckSheet.Found> problems = new ArrayList<>();
        List<CheckSheet.Unknown> unknown = new ArrayList<>();
        for (Map.Entry<Problem, Verdict> each : Judgements.of(measured).entrySet()) {
            String name = each.getKey().name().toLowerCase(Locale.ROOT);
            if (each.getValue() instanceof Verdict.Found problem) {
                problems.add(new CheckSheet.Found(
                        name,
                        problem.text(),
                        CheckAdvice.of(each.getKey(), format.channels()),
                        problem.figures().stream()
                                .map(figure -> new CheckSheet.Figure(figure.name(), figure.value()))
                                .toList()));
            } else if (each.getValue() instanceof Verdict.Unknown reason) {
                unknown.add(new CheckSheet.Unknown(name, reason.reason()));
            }
        }
        found |= !problems.isEmpty();
        CheckSheet sheet = new CheckSheet(
                input.name(),
                new CheckSheet.Encoding(format.codec(), format.sampleRate(), format.channels()),
                Times.of(measured.sound().samples()),
                Times.of(measured.speech().stream()
                        .mapToLong(SampleRange::length)
                        .sum()),
                SoundSheets.of(measured.sound(), measured.levels(), measured.channels()),
                first,
                OneTalkerEach.holds(measured),
                problems,
                unknown);
        session.console()
                .result(job.json() ? sheet.json(job.inputs().size() > 1) : CheckText.of(sheet, measured.levels()));
    }
}
