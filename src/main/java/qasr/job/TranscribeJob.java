package qasr.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import qasr.console.Console;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.Expectation;
import qasr.engine.ModelRequest;
import qasr.output.Format;
import qasr.output.Paragraphs;

/**
 * The checked job of {@code transcribe}.
 *
 * @param segments the file that sets the chunks, if there is one
 * @param speakers what is wanted to know about speakers, if anything
 */
public record TranscribeJob(
        List<Input> inputs,
        AudioSelection selection,
        List<Format> formats,
        Destination destination,
        ModelRequest model,
        Expectation expectation,
        TextWishes text,
        ParagraphWishes paragraphs,
        SubtitleCheck subtitles,
        WordTimes words,
        Cutting cutting,
        Optional<CutFile> segments,
        CompletenessRule completeness,
        Guarding guarding,
        OptionalInt maxTokens,
        Measuring measuring,
        BatchPolicy policy,
        ResultOptions options,
        Optional<SpeakerWishes> speakers) {
    public TranscribeJob {
        inputs = List.copyOf(inputs);
        formats = List.copyOf(formats);
    }

    /** Returns the options that the words depend on. */
    public DecodingPlan plan() {
        return new DecodingPlan(
                expectation, text, guarding, cutting.maxChunkSamples(), maxTokens, measuring.forcedRate());
    }

    /**
     * Returns how {@code input} is cut into chunks. Speech is marked where the prompt holds terms.
     *
     * @throws IOException if the file that sets the chunks has none for this input
     */
    public Cutting cutting(Input input, Console console) throws IOException {
        boolean told = !expectation.context().isEmpty() || !text.glossary().isEmpty();
        Cutting marking = told ? cutting.markingSpeech() : cutting;
        return segments.isEmpty() ? marking : segments.get().of(input, inputs, marking, console);
    }

    /** Returns whether segments may have speakers: those of {@code --diarize}, of channels or of a file of segments. */
    public boolean mayHaveSpeakers() {
        return speakers.isPresent()
                || selection.channels().areSplit()
                || segments.filter(CutFile::hasSpeakers).isPresent();
    }

    /** Returns a copy without speakers, whose text has paragraphs at probable turns. */
    public TranscribeJob withoutSpeakers() {
        return new TranscribeJob(
                inputs,
                selection,
                formats,
                destination,
                model,
                expectation,
                text,
                new ParagraphWishes(
                        paragraphs.paragraphs().or(() -> Optional.of(Paragraphs.TURN)),
                        paragraphs.times(),
                        paragraphs.ranges(),
                        paragraphs.subtitles(),
                        paragraphs.echo()),
                subtitles,
                words,
                cutting,
                segments,
                completeness,
                guarding,
                maxTokens,
                measuring,
                policy,
                options,
                Optional.empty());
    }

    /**
     * The times of words.
     *
     * @param aligner the aligner to use, or empty for the model's own or an installed one
     */
    public record WordTimes(WordWishes wishes, Optional<Path> aligner) {}
}
