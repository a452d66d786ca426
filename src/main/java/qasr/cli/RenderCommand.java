package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.IncompleteException;
import qasr.console.InputException;
import qasr.console.OutputFailedException;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.Origin;
import qasr.job.Results;
import qasr.job.SameStems;
import qasr.job.SubtitleCheck;
import qasr.job.WordWishes;
import qasr.output.Format;
import qasr.output.HeardLanguages;
import qasr.output.Layout;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.run.CorrectRun;
import qasr.run.EditsRun;
import qasr.run.RecordedGlossary;
import qasr.transcribe.UntimedResult;
import qasr.transcript.OptionValue;
import qasr.transcript.Place;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** {@code qasr render}. */
@CommandLine.Command(
        name = "render",
        description = {
            "Convert JSON results into other formats.",
            "The recordings are not needed. With --corrected or --edits, an installed aligner finds the times of corrected words in the recording."
        },
        footer = {
            "  qasr render meeting.json -f srt",
            "  qasr render *.json -f txt,vtt -d out",
            "  qasr render meeting.json --corrected meeting.txt",
            "  qasr render meeting.json --edits meeting.corrections.json"
        })
@HelpHeading("Output")
final class RenderCommand implements EngineCommand {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "RESULT.json",
            arity = "1..*",
            description =
                    "A result of 'qasr transcribe -f json', of one recording or several, or - for standard input.")
    private List<String> results;

    @Option(
            names = "--corrected",
            paramLabel = "FILE",
            description = {
                "Copy the corrections in FILE into RESULT.json.",
                "FILE is an edited txt, docx, srt or vtt file of RESULT.json. RESULT.json keeps the recogniser's words too. Without -f, -o or -d, nothing else is written."
            })
    private Path corrected;

    @Option(
            names = "--edits",
            paramLabel = "FILE",
            description = {
                "Copy the corrections in FILE into RESULT.json.",
                "FILE is what 'Save corrections' in the page of 'qasr view' has saved. RESULT.json keeps the recogniser's words too. Without -f, -o or -d, nothing else is written."
            })
    private Path edits;

    @Mixin
    private RetimingOptions retiming;

    @Mixin
    private TranscriptFormatOptions formats;

    @Mixin
    private ParagraphOptions paragraphs;

    @Mixin
    private SubtitleOptions subtitles;

    @Option(names = "--strict", description = "With --lint, exit with status 8 if the subtitles break a rule.")
    private boolean strict;

    @Mixin
    private DestinationOptions destination;

    private Set<String> settings = Set.of();

    @Override
    public void setBySettings(Set<String> options) {
        settings = options;
    }

    /** One result, or why it cannot be read. */
    private record Item(Input input, Optional<Transcript> transcript, boolean corrected) {
        Origin origin() {
            return Origin.of(transcript.orElseThrow()).corrected(corrected);
        }
    }

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (corrected == null && edits == null) {
            retiming.requireNone();
            return render(session);
        }
        String option = corrected != null ? "--corrected" : "--edits";
        if (corrected != null && edits != null) {
            throw Usage.error("--edits", "cannot be combined with --corrected; run one after the other");
        }
        if (results.size() != 1) {
            throw Usage.error(option, "needs one RESULT.json, the one that FILE was made from");
        }
        Input result = new Input(results.get(0));
        ExitStatus taken = corrected != null
                ? new CorrectRun(session, result, corrected, retiming.times(session)).run()
                : new EditsRun(session, result, edits, retiming.times(session)).run();
        ParseResult parsed = command.commandLine().getParseResult();
        boolean renders = Stream.of("--format", "--output", "--output-dir")
                .anyMatch(each -> parsed.hasMatchedOption(each) && !settings.contains(each));
        ExitStatus rendered = renders ? render(session) : ExitStatus.DONE;
        return taken == ExitStatus.DONE ? rendered : taken;
    }

    private ExitStatus render(Session session) throws CommandException {
        SubtitleCheck check = subtitles.check(List.of(), strict);
        List<Failure> failures = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (String result : results) {
            items.addAll(items(session, new Input(result), failures));
        }
        List<Input> inputs = items.stream().map(Item::input).toList();
        Destination target = destination.destination("");
        List<Format> chosen = formats.chosen(target);
        boolean speakers = items.stream()
                .anyMatch(item ->
                        item.transcript().filter(Transcript::hasSpeakers).isPresent());
        Results written = Results.open(
                target,
                inputs,
                speakers ? chosen.stream().map(Format::withSpeakers).toList() : chosen,
                session,
                index -> items.get(index).origin()); // headings name recordings
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).transcript().isEmpty()) {
                continue;
            }
            Transcript transcript = words(session, items.get(i));
            Layout layout = paragraphs
                    .wishes(check.subtitles().withNames(RecordedGlossary.terms(transcript)))
                    .layout(transcript.source().path(), target.isShared(inputs))
                    .withPath(chosen.contains(Format.RTTM) && target.isShared(inputs) && SameStems.has(inputs, i))
                    .withSpeakers(target.isShared(inputs) ? speakers : transcript.hasSpeakers());
            Optional<Failure> failure = Optional.empty();
            for (Format format : chosen) {
                try {
                    write(transcript, format.writer(layout), written.open(i, format));
                } catch (OutputFailedException e) {
                    failure.ifPresent(session.console()::error); // one for each file, but the result fails once
                    failure = Optional.of(e.failure());
                }
            }
            failure = failure.or(() -> broken(session, check, transcript));
            failure.ifPresent(failures::add);
        }
        written.finish();
        failures.forEach(session.console()::error);
        return ExitStatus.ofRun(failures, items.size());
    }

    private static Optional<Failure> broken(Session session, SubtitleCheck check, Transcript transcript) {
        String name = transcript.source().path();
        try {
            check.withNames(RecordedGlossary.terms(transcript)).check(session.console(), name, transcript);
            return Optional.empty();
        } catch (IncompleteException e) {
            return Optional.of(new Failure(name, e.getMessage(), e.status()));
        }
    }

    /** Without word times in the result, none can be shown; without being wanted, they are left out. */
    private Transcript words(Session session, Item item) {
        Transcript transcript = item.transcript().orElseThrow();
        boolean known = transcript.utterances().stream()
                .anyMatch(utterance -> !utterance.words().isEmpty());
        if (paragraphs.words() == WordWishes.ALWAYS && !known && transcript.hasWords()) {
            session.console()
                    .note(item.input().name() + ": has no word times; 'qasr align RECORDING "
                            + item.input().name() + "' finds them");
        }
        return paragraphs.words() != WordWishes.NEVER
                ? transcript
                : transcript.with(transcript.utterances().stream()
                        .map(utterance -> UntimedResult.of(utterance, timing(transcript)))
                        .toList());
    }

    /** Returns the source of the times of segments: speech detection, unless the run had none. */
    private static Place.Timing timing(Transcript transcript) {
        Map<String, OptionValue> options = transcript.making().options().others();
        boolean unheard = OptionValue.of("true").equals(options.get("no_vad"));
        return unheard || options.containsKey("segments") ? Place.Timing.APPROX : Place.Timing.VAD;
    }

    /** Reads one transcript, or all transcripts of JSON Lines, whose outputs are named after their recordings. */
    private static List<Item> items(Session session, Input input, List<Failure> failures) {
        try {
            input.check();
            byte[] bytes = input.isStandardInput()
                    ? session.environment().in().readAllBytes()
                    : Files.readAllBytes(input.path());
            List<Transcript> read = TranscriptJsonReader.readAll(UserText.decode(bytes));
            boolean corrected = !input.isStandardInput() && Origin.isCorrected(input.path(), session);
            return read.stream()
                    .map(transcript -> new Item(
                            read.size() == 1
                                    ? input
                                    : new Input(transcript.source().path()),
                            Optional.of(transcript),
                            corrected))
                    .toList();
        } catch (InputException e) {
            failures.add(new Failure(input.name(), e.getMessage(), ExitStatus.INPUT));
        } catch (IOException e) {
            failures.add(new Failure(input.name(), Failure.reason(e), ExitStatus.INPUT));
        }
        return List.of(new Item(input, Optional.empty(), false));
    }

    private static void write(Transcript transcript, TranscriptWriter writer, Results.Result result) {
        for (Utterance utterance : transcript.utterances()) {
            String piece = writer.piece(utterance);
            if (!piece.isEmpty()) {
                result.append(piece);
            }
        }
        String rest = writer.rest(transcript);
        if (!rest.isEmpty()) {
            result.append(rest);
        }
        result.commit(HeardLanguages.longest(transcript.utterances()));
    }
}
