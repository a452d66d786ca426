package qasr.engine;

import java.nio.file.Path;
import java.util.Optional;
import qasr.console.Clock;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.hub.SpeakerDirectory;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.text.Language;

/** Finds and opens the model of a run, and prepares its prompt. */
public final class ModelOpener {
    private final Session session;

    public ModelOpener(Session session) {
        this.session = session;
    }

    /**
     * Opens the model that {@code request} asks for.
     *
     * @throws CommandException if there is no model, the model is unusable, or it cannot run on the requested device
     */
    public OpenModel open(ModelRequest request) throws CommandException {
        MachineCheck.processor(session);
        return open(new ModelLocator(session.environment(), session.console()).locate(request), request);
    }

    /**
     * Opens the model in {@code directory}, which comes from {@link ModelLocator}.
     *
     * @throws CommandException if the model is unusable or cannot run on the requested device
     */
    public OpenModel open(Path directory, ModelRequest request) throws CommandException {
        MachineCheck.run(session);
        if (SpeakerDirectory.isOne(directory)) {
            throw new CommandException(new Failure(
                    directory.toString(),
                    "is a model that tells speakers apart and transcribes nothing; choose another one with -m",
                    ExitStatus.MODEL));
        }
        try (SlowOpening notice = new SlowOpening(session.console(), SlowOpening.PATIENCE)) {
            OpenModel model = session.engines().openModel(directory, request);
            session.console()
                    .detail(model.engine().model() + " on " + model.engine().device() + " in "
                            + model.engine().precision()
                            + (request.precision() == Precision.AUTO ? " (chosen by auto)" : "")
                            + ", opened in " + Clock.seconds(model.load()));
            model.caution().ifPresent(caution -> session.console().warn(directory.toString(), Remedies.of(caution)));
            return model;
        } catch (ModelException e) {
            throw new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e);
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }

    /**
     * Builds the prompt from the language and the context, and lets the network prepare it.
     *
     * @throws CommandException if the model does not know the language, or the context cannot be encoded
     */
    public static Prompt prompt(OpenModel model, Expectation expectation) throws CommandException {
        Prompt prompt = built(model, expectation);
        model.network().prepare(prompt);
        return prompt;
    }

    /**
     * As above, for chunks up to {@code longest}.
     *
     * @throws CommandException as above, or if such a chunk or the context does not fit
     */
    public static Prompt prompt(OpenModel model, Expectation expectation, LongestChunk longest)
            throws CommandException {
        Prompt prompt = built(model, expectation);
        Prompt plain = built(model, new Expectation(expectation.language(), ""));
        longest.require(model.network(), plain, prompt, expectation.context());
        model.network().prepare(prompt);
        return prompt;
    }

    private static Prompt built(OpenModel model, Expectation expectation) throws CommandException {
        PromptBuilder prompts = new PromptBuilder(model.tokenizer());
        Optional<Language> language = expectation.language();
        if (language.isPresent()) {
            checkKnown(model, language.get());
        }
        try {
            return language.isPresent()
                    ? prompts.build(expectation.context(), language.get().name())
                    : prompts.build(expectation.context());
        } catch (IllegalArgumentException e) {
            throw new CommandException(new Failure("--context", e.getMessage(), ExitStatus.USAGE), e);
        }
    }

    private static void checkKnown(OpenModel model, Language language) throws CommandException {
        try {
            model.languages().request(language.name());
        } catch (IllegalArgumentException e) {
            throw Usage.error("--language", e.getMessage());
        }
    }
}
