package qasr.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import qasr.audio.Waveform;
import qasr.console.Clock;
import qasr.console.Columns;
import qasr.console.Console;
import qasr.console.ConstantName;
import qasr.console.ExitStatus;
import qasr.console.ProgressMode;
import qasr.console.Speed;
import qasr.console.StatusText;
import qasr.console.StderrJson;
import qasr.engine.MeteredAudio;
import qasr.job.Input;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.RecordingWork;
import qasr.transcribe.Workload;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

/** Shows the progress of a run on standard error, as {@code --progress} asks. */
public final class RunProgress {
    private static final int DRAWINGS_A_TICK = 8;

    private final Console console;
    private final ProgressMode mode;
    private final List<Input> inputs;
    private final Workload work;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final BitSet started = new BitSet();
    private final Map<Integer, String> reasons = new HashMap<>();
    private final Map<Integer, FirstReading> readings = new ConcurrentHashMap<>();
    private final int label;
    private volatile int current;
    private volatile boolean atWork;
    private volatile Function<int[], String> liveText = tokens -> "";

    public RunProgress(Console console, List<Input> inputs) {
        this.console = console;
        this.mode = console.progressMode();
        this.inputs = inputs;
        this.work = new Workload(inputs.size(), System::nanoTime);
        // As wide as for the longest name, so that bars stand below one another and stay where they are.
        this.label = mode != ProgressMode.BAR
                ? 0
                : inputs.stream()
                        .mapToInt(input -> Columns.of(input.fileName()))
                        .max()
                        .orElse(0);
    }

    /** Returns the work on one input; the caller keeps it. */
    RecordingWork work(int index) {
        return work.recording(index);
    }

    /** Returns what tells of the events of one input. */
    RecordingListener listener(int index) {
        return event -> {
            if (event instanceof RecordingEvent.Opened) {
                started(index);
            } else if (event instanceof RecordingEvent.Heard heard) {
                double position = heard.place().range().end() / (double) Waveform.SAMPLE_RATE;
                heard.result().utterances().forEach(utterance -> segment(index, position, utterance));
            } else if (event instanceof RecordingEvent.Retried retried) {
                retried(index, retried);
            } else if (event instanceof RecordingEvent.Skipped skipped) {
                reasons.put(index, skipped.reason());
            }
        };
    }

    /** Shows the current words below the bar, if there is one recording and its text goes to the terminal. */
    void showText(Function<int[], String> decoder) {
        if (inputs.size() == 1 && console.outIsTerminal()) {
            liveText = decoder;
        }
    }

    /**
     * Makes a stop signal report how much of the run is done.
     *
     * @param next returns how the same command would continue with the unfinished input of an index
     */
    void onStop(IntFunction<String> next) {
        console.onStop(() -> {
            int index = current;
            Optional<Workload.Estimate> part =
                    atWork || inputs.size() == 1 ? Optional.of(work(index).estimate()) : Optional.empty();
            boolean nothing =
                    done.get() == 0 && part.map(Workload.Estimate::doneSeconds).orElse(0.0) == 0;
            return StopNote.of(
                            inputs, done.get(), failed.get(), inputs.get(index).name(), part) + "; "
                    + (nothing ? "the same command starts again" : next.apply(index));
        });
    }

    /** Returns whether the lengths of the recordings are useful before the run. */
    boolean wantsDurations() {
        return inputs.size() > 1 && (mode == ProgressMode.BAR || mode == ProgressMode.JSON);
    }

    /** Tells whether an input's turn has come. */
    synchronized boolean isStarted(int index) {
        return started.get(index);
    }

    /** Notes that an input's turn has come; returns false if that is known. */
    private synchronized boolean start(int index) {
        boolean first = !started.get(index);
        started.set(index);
        return first;
    }

    /** An input's turn has come. */
    public void started(int index) {
        current = index;
        atWork = true;
        if (!start(index)) {
            return;
        }
        if (mode == ProgressMode.JSON) {
            console.event(event("start", index));
        }
        draw();
    }

    /** Records that an input is done up to {@code position} seconds. */
    private void segment(int index, double position, Utterance utterance) {
        work(index).doneUpTo(position);
        if (mode == ProgressMode.JSON) {
            console.event(event("segment", index)
                    .add("start", StderrJson.seconds(utterance.start()))
                    .add("end", StderrJson.seconds(utterance.end()))
                    .add("status", ConstantName.of(utterance.status().name()).replace('-', '_')));
        }
        draw();
    }

    private void retried(int index, RecordingEvent.Retried retried) {
        if (mode == ProgressMode.JSON) {
            console.event(event("retry", index)
                    .add("start", StderrJson.seconds(retried.span().start()))
                    .add("end", StderrJson.seconds(retried.span().end()))
                    .add("reason", retried.reason())
                    .add("attempt", retried.attempt()));
        }
    }

    /** Records that another chunk is done, for commands that do not transcribe. */
    void passed(int index, Chunk chunk) {
        work(index).passed(chunk);
        if (mode == ProgressMode.JSON) {
            console.event(event("segment", index)
                    .add("start", OptionalDouble.of(chunk.range().start() / (double) Waveform.SAMPLE_RATE))
                    .add("end", OptionalDouble.of(chunk.range().end() / (double) Waveform.SAMPLE_RATE)));
        }
        draw();
    }

    /** The first reading of a recording. */
    @FunctionalInterface
    interface Reading<T> {
        /** Reads it, and reports the position to {@code watcher}. */
        T read(MeteredAudio.Watcher watcher) throws IOException;
    }

    /** Reads a recording for its speakers, and shows how far that is. */
    <T> T reading(int index, Reading<T> reading) throws IOException {
        FirstReading first = new FirstReading(System.nanoTime());
        work(index).begin();
        readings.put(index, first);
        try {
            return reading.read((position, expected) -> read(index, first, position, expected));
        } finally {
            readings.remove(index);
        }
    }

    private void read(int index, FirstReading first, long position, OptionalLong expected) {
        if (!atWork) {
            started(index);
        }
        boolean tells = first.readUpTo(position, expected, System.nanoTime());
        if (tells && mode == ProgressMode.JSON && isStarted(index)) {
            Workload.Estimate estimate = first.estimate();
            console.event(event("speakers", index)
                    .add("read_s", OptionalDouble.of(estimate.doneSeconds()))
                    .add("length_s", estimate.totalSeconds()));
        }
        draw();
    }

    /** The sound of an input is open. */
    void opened(int index, OptionalLong expectedSamples) {
        work(index).begin();
        expectedSamples.ifPresent(samples -> work(index).expect(samples / (double) Waveform.SAMPLE_RATE));
    }

    /** Nothing more is done with an input. */
    public void ended(int index, boolean well) {
        started(index);
        Optional<String> current = Optional.ofNullable(reasons.remove(index));
        work(index).end();
        (well ? done : failed).incrementAndGet();
        atWork = false;
        switch (mode) {
            case JSON ->
                console.event(
                        event("file", index).add("status", !well ? "failed" : current.isPresent() ? "current" : "ok"));
            case PLAIN -> {
                if (well) {
                    String how = current.orElse("done" + facts(work(index).estimate()));
                    console.note(inputs.get(index).name() + ": " + how);
                }
            }
            default -> draw();
        }
    }

    /** The run is over, and everything is written that could be. */
    public void finished(ExitStatus status) {
        if (mode == ProgressMode.JSON) {
            console.event(amounts(new StderrJson("done"), work.estimate())
                    .add("files", inputs.size())
                    .add("failed", failed.get())
                    .add("status", status.code()));
        }
    }

    /**
     * Redraws the bars after some time has passed, and allows events to redraw them a few times until the next call.
     */
    public void tick() {
        if (mode == ProgressMode.BAR) {
            console.allowProgress(DRAWINGS_A_TICK);
            draw();
        }
    }

    /** Redraws the bars. */
    void draw() {
        if (mode != ProgressMode.BAR || inputs.isEmpty() || !console.mayShowProgress()) {
            return;
        }
        List<String> labels = new ArrayList<>();
        labels.add(inputs.get(current).fileName());
        labels.add(inputs.size() > 1 ? (done.get() + failed.get()) + " of " + inputs.size() + " done" : "");
        StatusText text =
                new StatusText(console.columns(), Math.max(label, labels.get(1).length()));
        List<String> lines = new ArrayList<>();
        FirstReading reading = readings.get(current);
        lines.add(text.line(labels.get(0), reading == null ? work(current).estimate() : reading.estimate()));
        if (inputs.size() > 1) {
            lines.add(text.line(labels.get(1), work.estimate()));
        }
        String heard = work(current).head().map(liveText).orElse("");
        if (reading != null) {
            lines.add(text.tail("finding the speakers"));
        } else if (!heard.isEmpty()) {
            lines.add(text.tail(heard));
        }
        console.progress(lines);
    }

    private StderrJson event(String name, int index) {
        StderrJson event = new StderrJson(name).add("file", inputs.get(index).name());
        return amounts(event, work(index).estimate())
                .add("batch", amounts(StderrJson.part(), work.estimate()).add("done", done.get() + failed.get()));
    }

    private static StderrJson amounts(StderrJson event, Workload.Estimate estimate) {
        OptionalDouble rtf = estimate.speed().isPresent()
                ? OptionalDouble.of(1 / estimate.speed().getAsDouble())
                : OptionalDouble.empty();
        return event.add("done_s", OptionalDouble.of(estimate.doneSeconds()))
                .add("total_s", estimate.totalSeconds())
                .add("eta_s", estimate.secondsLeft())
                .add("rtf", rtf);
    }

    private static String facts(Workload.Estimate estimate) {
        if (estimate.doneSeconds() == 0) {
            return "";
        }
        String speed = estimate.speed().isPresent()
                ? ", " + Speed.words(estimate.speed().getAsDouble())
                : "";
        return ", " + Clock.minutes(Duration.ofMillis(Math.round(1000 * estimate.doneSeconds()))) + " of sound" + speed;
    }
}
