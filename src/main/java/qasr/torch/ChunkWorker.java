package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import qasr.model.Decoding;
import qasr.model.Stage;
import qasr.model.StageTimes;
import qasr.model.StopReason;

/**
 * A worker thread: it encodes a chunk and runs its prompt, or decodes several chunks at once, as the plan decides.
 *
 * <p>Each core has its own worker, because most operators are too small to be divided among threads. Workers share only
 * the weights and the plan. A worker uses the cores of idle workers if this changes no bit of the result; {@link StepCores}
 * decides whether a decoding step becomes faster. A lone chunk's tokens are proposed and then checked together, as often as
 * {@link ProposalPace} finds this faster.
 */
final class ChunkWorker implements Runnable {
    private final WorkPlan plan;
    private final ChunkEngine engine;
    private final StageTimes times;
    private final StepCores cores = new StepCores(System::nanoTime);
    private final ProposalPace pace = new ProposalPace();
    private final List<DecodingRow> rows = new ArrayList<>();

    ChunkWorker(WorkPlan plan, ChunkEngine engine, StageTimes times) {
        this.plan = plan;
        this.engine = engine;
        this.times = times;
    }

    @Override
    public void run() {
        Libtorch.useOneThread();
        try (NoGradGuard guard = new NoGradGuard()) {
            boolean open = true;
            while (open) {
                WorkPlan.Work work = plan.next(rows);
                if (work instanceof WorkPlan.Work.Step) {
                    step();
                } else if (work instanceof WorkPlan.Work.Prompt prompt) {
                    prompt.encoded().ifPresentOrElse(this::startEncoded, () -> start(prompt.chunk()));
                } else if (work instanceof WorkPlan.Work.Encode encode) {
                    encode(encode.chunk());
                } else if (work instanceof WorkPlan.Work.Call call) {
                    call.action().run();
                } else {
                    open = false;
                }
            }
        } catch (InterruptedException e) {
            fail(new IllegalStateException("network is closed"));
            Thread.currentThread().interrupt();
        }
    }

    private void encode(ChunkTask chunk) {
        attempt(chunk, () -> plan.add(new EncodedChunk(chunk, embedded(chunk))));
    }

    private void start(ChunkTask chunk) {
        attempt(chunk, () -> prompt(chunk, embedded(chunk)));
    }

    private void startEncoded(EncodedChunk ahead) {
        try (ahead) {
            attempt(ahead.chunk(), () -> prompt(ahead.chunk(), ahead.embeddings()));
        }
    }

    /**
     * Runs {@code work} for {@code chunk}, unless nobody waits for it. A failure of any kind is the chunk's result: without
     * this thread, others would wait for ever.
     */
    private void attempt(ChunkTask chunk, Runnable work) {
        if (chunk.isCancelled()) {
            plan.ended(chunk);
            return;
        }
        if (chunk.budget() == 0) {
            plan.ended(chunk);
            chunk.done(new Decoding(new int[0], new float[0], StopReason.TOKEN_LIMIT));
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            work.run();
        } catch (RuntimeException | Error e) {
            plan.ended(chunk);
            chunk.failed(e);
        }
    }

    private Tensor embedded(ChunkTask chunk) {
        times.chunkEnters(System.currentTimeMillis());
        return engine.embedded(chunk.input(), chunk.prompt(), times, plan.crew());
    }

    private void prompt(ChunkTask chunk, Tensor embeddings) {
        TorchSession session = engine.session(chunk.input(), chunk.prompt(), chunk.budget());
        long begin = System.nanoTime();
        try {
            Tensor states = engine.prefill(chunk, session, embeddings, plan.crew());
            rows.add(engine.row(chunk, session, engine.answerLogProbability(chunk.prompt(), states)));
            take(engine.choose(states.narrow(0, states.size(0) - 1, 1), rows, 1));
        } catch (RuntimeException | Error e) {
            rows.clear();
            session.close();
            throw e;
        }
        times.add(Stage.PREFILL, System.nanoTime() - begin);
    }

    /** Decodes one more token of every row, or some more of a row that is alone. */
    private void step() {
        long begin = System.nanoTime();
        try {
            rows.removeIf(row -> {
                boolean cancelled = row.task().isCancelled();
                if (cancelled) {
                    row.session().close();
                    plan.ended(row.task());
                }
                return cancelled;
            });
            if (!rows.isEmpty()) {
                int idle = plan.cores();
                int proposals = proposals(idle);
                if (proposals > 0) {
                    propose(proposals, cores.settled(idle));
                    cores.pass();
                } else {
                    Choices choices = engine.step(rows, cores.begin(idle));
                    cores.end(idle);
                    if (rows.size() == 1) {
                        pace.stepped(System.nanoTime() - begin);
                    }
                    take(choices);
                }
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        times.add(Stage.DECODE, System.nanoTime() - begin);
    }

    /** Returns how many tokens to propose for the next step, which has {@code idle} cores; 0 if it is a plain step. */
    private int proposals(int idle) {
        DecodingRow row = rows.get(0);
        if (rows.size() > 1 || !plan.isAlone(row.task())) {
            engine.leaveProposals();
            return 0;
        }
        if (row.precise() || row.isRestricted() || cores.isTrying(idle)) {
            return 0;
        }
        return engine.mayPropose(plan.hasRoomToSpare()) ? Math.min(pace.next(), row.room() - 1) : 0;
    }

    /** Decodes the only row's next tokens: up to {@code most} are proposed, and all that are right are taken. */
    private void propose(int most, int threads) {
        long begin = System.nanoTime();
        DecodingRow row = rows.get(0);
        int[] tokens = engine.propose(row, most, threads);
        Choices choices = engine.check(row, tokens, threads);
        int right = choices.right(tokens);
        row.session().advance(right + 1);
        pace.checked(tokens.length - 1, right + 1, System.nanoTime() - begin);
        Optional<StopReason> end = Optional.empty();
        for (int i = 0; i <= right && end.isEmpty(); i++) {
            end = row.take(choices, i);
        }
        end.ifPresent(reason -> {
            engine.leaveProposals();
            rows.clear();
            plan.ended(row.task());
            row.end(reason);
        });
    }

    private void take(Choices choices) {
        List<DecodingRow> ended = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            DecodingRow row = rows.get(i);
            Optional<StopReason> end = row.take(choices, i);
            if (end.isPresent()) {
                ended.add(row);
                plan.ended(row.task());
                row.end(end.get());
            }
        }
        rows.removeAll(ended);
    }

    private void fail(Throwable problem) {
        for (DecodingRow row : rows) {
            plan.ended(row.task());
            row.fail(problem);
        }
        rows.clear();
    }
}
