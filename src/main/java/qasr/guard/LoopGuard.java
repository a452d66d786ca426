package qasr.guard;

import java.util.Optional;
import qasr.text.Tokenizer;

/** Finds answers that say the same over and over. Reports "loop", and "loop_cut" where no retry got out of it. */
final class LoopGuard implements Guard {
    private final Tokenizer tokenizer;

    LoopGuard(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    @Override
    public GuardName name() {
        return GuardName.LOOP;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        return LoopWatch.loops(tokenizer, answer.decoding().tokens(), answer.patience())
                ? Optional.of(new Finding(name(), "loop", 3, Remedy.OUT_OF_LOOP, Finding.Effect.CUT))
                : Optional.empty();
    }
}
