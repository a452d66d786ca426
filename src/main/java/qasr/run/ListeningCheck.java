package qasr.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import qasr.audio.AudioInput;
import qasr.console.Failure;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.Engines;
import qasr.engine.MeteredAudio;
import qasr.engine.OpenModel;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.output.HeardLanguages;
import qasr.run.ListeningResult.Heard;
import qasr.score.Normaliser;
import qasr.score.Score;
import qasr.text.Language;
import qasr.transcribe.Recording;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcribe.Transcription;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.vad.VadOptions;

/**
 * Transcribes recordings whose words are known, as {@code transcribe} does by default, and counts the wrong words. The
 * speech detector is part of the test, since it can also compute wrong numbers on a machine.
 */
final class ListeningCheck {
    private static final Cutting CUTTING = new Cutting(true, VadOptions.DEFAULT, OptionalLong.empty());
    private static final Normaliser NORMALISER = new Normaliser(true);

    private final Engines engines;
    private final OpenModel model;

    ListeningCheck(Engines engines, OpenModel model) {
        this.engines = engines;
        this.model = model;
    }

    /**
     * Transcribes all of {@code recordings}, side by side.
     *
     * @param listener receives each result, in order, as soon as it is ready
     * @throws IOException if one of them cannot be read or decoded; the message names it
     */
    ListeningResult run(List<Spoken> recordings, Consumer<Heard> listener) throws IOException {
        Prompt prompt = new PromptBuilder(model.tokenizer()).build("");
        TranscribeOptions options =
                new TranscribeOptions(prompt, Optional.empty(), OptionalDouble.empty(), model.engine(), model.load());
        List<Heard> heard = new ArrayList<>();
        long start = System.nanoTime();
        try (Transcriber transcriber = new Transcriber(model.network(), model.tokenizer(), options)) {
            List<Transcription> begun = recordings.stream()
                    .map(spoken -> transcriber.begin(() -> open(spoken)))
                    .toList();
            try {
                for (int i = 0; i < begun.size(); i++) {
                    heard.add(heard(recordings.get(i), begun.get(i)));
                    listener.accept(heard.get(i));
                }
            } finally {
                begun.forEach(Transcription::close);
            }
        }
        return new ListeningResult(heard, Duration.ofNanos(System.nanoTime() - start));
    }

    @SuppressWarnings("MustBeClosedChecker") // the recording closes what is opened here
    private Recording open(Spoken spoken) throws IOException {
        MeteredAudio audio = AudioSelection.ALL.open(engines, new AudioInput.AudioFile(spoken.recording()));
        try {
            return new Recording(spoken.name(), audio, AudioSelection.ALL.chunks(engines, audio, CUTTING));
        } catch (IOException | RuntimeException e) {
            audio.close();
            throw e;
        }
    }

    private static Heard heard(Spoken spoken, Transcription transcription) throws IOException {
        try {
            Transcript transcript = transcription.finish();
            String text = transcript.utterances().stream()
                    .filter(Utterance::hasWords)
                    .map(Utterance::text)
                    .collect(Collectors.joining(" "));
            return new Heard(
                    spoken,
                    language(transcript),
                    text,
                    Score.of(spoken.words(), text, NORMALISER).words(),
                    transcript.duration(),
                    transcript.warnings());
        } catch (IOException e) {
            throw new IOException(spoken.recording() + ": " + Failure.reason(e), e);
        }
    }

    private static String language(Transcript transcript) {
        String code = HeardLanguages.longest(transcript.utterances());
        return transcript.utterances().stream()
                .map(utterance -> Language.named(utterance.language()))
                .filter(language -> language.codeOrName().equals(code))
                .map(Language::name)
                .findFirst()
                .orElse("");
    }
}
