package qasr;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioInput;

/** The architecture rules: which package may use which, and where native memory may be used. */
final class ArchitectureTest {
    /**
     * Package -> the packages that it may use: this program's own, then those of libraries. Every package may use the
     * JDK.
     */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry(
                    "align",
                    List.of(
                            "qasr.audio",
                            "qasr.vad",
                            "qasr.model",
                            "qasr.text",
                            "qasr.transcript",
                            "com.ibm.icu",
                            "org.apache.lucene")),
            Map.entry("audio", List.of("qasr.transcript")),
            Map.entry("record", List.of("qasr.audio")),
            Map.entry("watch", List.of("qasr.batch", "qasr.console")),
            Map.entry("check", List.of("qasr.audio", "qasr.vad", "qasr.transcript")),
            Map.entry("batch", List.of("com.google.gson")),
            Map.entry("transcript", List.of()),
            Map.entry("text", List.of("com.google.gson")),
            Map.entry("vad", List.of("qasr.audio")),
            Map.entry("model", List.of("qasr.audio", "qasr.text", "com.google.gson")),
            Map.entry("checkpoint", List.of("qasr.model", "com.google.gson")),
            Map.entry(
                    "speakers", List.of("qasr.audio", "qasr.checkpoint", "qasr.model", "qasr.transcript", "qasr.vad")),
            Map.entry("natives", List.of()),
            Map.entry("ffmpeg", List.of("qasr.audio", "qasr.natives", "qasr.transcript", "org.bytedeco")),
            Map.entry(
                    "torch",
                    // com.sun.management is the JDK's: what the processor has, as the JVM found it.
                    List.of(
                            "qasr.audio",
                            "qasr.vad",
                            "qasr.model",
                            "qasr.natives",
                            "qasr.speakers",
                            "com.google.gson",
                            "org.bytedeco",
                            "com.sun.management")),
            Map.entry("guard", List.of("qasr.audio", "qasr.vad", "qasr.model", "qasr.text")),
            Map.entry(
                    "transcribe",
                    List.of("qasr.guard", "qasr.audio", "qasr.vad", "qasr.model", "qasr.text", "qasr.transcript")),
            Map.entry("subtitle", List.of("qasr.transcript", "qasr.text", "com.ibm.icu")),
            Map.entry("output", List.of("qasr.subtitle", "qasr.transcript", "qasr.text", "com.google.gson")),
            Map.entry("edit", List.of("qasr.transcript", "com.github.houbb")),
            Map.entry("score", List.of("qasr.edit", "qasr.transcript")),
            Map.entry("correct", List.of("qasr.score", "qasr.text", "qasr.transcript")),
            Map.entry("page", List.of()),
            Map.entry("hub", List.of("qasr.model", "qasr.speakers", "com.google.gson")),
            Map.entry(
                    "console",
                    List.of(
                            "qasr.output",
                            "qasr.transcribe",
                            "qasr.transcript",
                            "com.google.gson",
                            "org.fusesource.jansi")),
            Map.entry(
                    "engine",
                    List.of(
                            "qasr.align",
                            "qasr.console",
                            "qasr.audio",
                            "qasr.batch",
                            "qasr.ffmpeg",
                            "qasr.hub",
                            "qasr.model",
                            "qasr.natives",
                            "qasr.speakers",
                            "qasr.text",
                            "qasr.torch",
                            "qasr.transcribe",
                            "qasr.transcript",
                            "qasr.vad")),
            Map.entry(
                    "job",
                    List.of(
                            "qasr.console",
                            "qasr.engine",
                            "qasr.audio",
                            "qasr.batch",
                            "qasr.edit",
                            "qasr.guard",
                            "qasr.model",
                            "qasr.output",
                            "qasr.subtitle",
                            "qasr.speakers",
                            "qasr.text",
                            "qasr.transcribe",
                            "qasr.transcript",
                            "qasr.vad")),
            Map.entry(
                    "resume",
                    List.of(
                            "qasr.console",
                            "qasr.engine",
                            "qasr.job",
                            "qasr.audio",
                            "qasr.batch",
                            "qasr.hub",
                            "qasr.model",
                            "qasr.output",
                            "qasr.speakers",
                            "qasr.torch",
                            "qasr.transcribe",
                            "qasr.transcript",
                            "qasr.vad")),
            Map.entry(
                    "run",
                    List.of(
                            "qasr.console",
                            "qasr.engine",
                            "qasr.job",
                            "qasr.resume",
                            "qasr.align",
                            "qasr.audio",
                            "qasr.batch",
                            "qasr.check",
                            "qasr.correct",
                            "qasr.edit",
                            "qasr.hub",
                            "qasr.model",
                            "qasr.natives",
                            "qasr.output",
                            "qasr.page",
                            "qasr.record",
                            "qasr.score",
                            "qasr.speakers",
                            "qasr.subtitle",
                            "qasr.text",
                            "qasr.torch",
                            "qasr.transcribe",
                            "qasr.transcript",
                            "qasr.vad",
                            "qasr.watch",
                            "com.google.gson")),
            Map.entry(
                    "cli",
                    List.of(
                            "qasr.console",
                            "qasr.engine",
                            "qasr.job",
                            "qasr.resume",
                            "qasr.run",
                            "qasr.align",
                            "qasr.audio",
                            "qasr.batch",
                            "qasr.edit",
                            "qasr.guard",
                            "qasr.hub",
                            "qasr.model",
                            "qasr.output",
                            "qasr.record",
                            "qasr.score",
                            "qasr.speakers",
                            "qasr.subtitle",
                            "qasr.text",
                            "qasr.transcribe",
                            "qasr.transcript",
                            "qasr.vad",
                            "qasr.watch",
                            "com.google.gson",
                            "picocli")));

    /** The rooms that do what the user asks for, the lowest first. */
    private static final String[] LAYERS = {
        "qasr.console", "qasr.engine", "qasr.job", "qasr.resume", "qasr.run", "qasr.cli"
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/train-classes/"))
            .importPackages("qasr");

    static Stream<String> rooms() {
        return ROOMS.keySet().stream().sorted();
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        var found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.replaceFirst("^qasr\\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(ROOMS.keySet());
        assertEquals(Set.of(), found, "a package that the table above does not know");
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyWhatTheTableAllows(String room) {
        String[] allowed = Stream.of(
                        Stream.of("java..", "javax..", "qasr." + room + "..", "com.google.errorprone.annotations.."),
                        ROOMS.get(room).stream().map(name -> name + ".."))
                .flatMap(names -> names)
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("qasr." + room))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(allowed)).and(not(primitive())))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that(resideOutsideOfPackage("qasr.cli"))
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(CLASSES);
    }

    /** Arabic and Thai have digits of their own, Turkish has two letters i: names of files and tensors must not change. */
    @Test
    void noTextDependsOnTheLanguageOfTheMachine() {
        noClasses()
                .should()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(CLASSES);
    }

    @Test
    void noRoomsGoInACircle() {
        slices().matching("qasr.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** A room that holds a fifth of everything is no room any more: split it. */
    @Test
    void noRoomIsTooLarge() throws IOException {
        Map<Path, Long> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                try (Stream<String> text = Files.lines(file)) {
                    lines.merge(file.getParent(), text.count(), Long::sum);
                }
            }
        }
        long all = lines.values().stream().mapToLong(Long::longValue).sum();
        lines.values().removeIf(count -> count * 5 <= all);
        assertEquals(Map.of(), lines, "rooms with more than a fifth of " + all + " lines");
    }

    @Test
    void noTwoTypesShareAName() {
        Set<String> names = new HashSet<>();
        Set<String> shared = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getSimpleName)
                .filter(name -> !names.add(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), shared);
    }

    @Test
    void noPublicSignatureMentionsNativeTypes() {
        DescribedPredicate<JavaClass> nativeType = resideInAPackage("org.bytedeco..");
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(nativeType)
                .orShould()
                .haveRawParameterTypes(anyElementThat(nativeType))
                .check(CLASSES);
    }

    /** A recording must not leave the machine: nothing but the fetching of models can. */
    @Test
    void onlyTheHubMayOpenASocket() {
        noClasses()
                .that(resideOutsideOfPackage("qasr.hub"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "javax.net..", "java.rmi..", "sun.net..")
                        .or(describe(
                                "a socket or a connection",
                                type -> type.getPackageName().startsWith("java.n")
                                        && type.getSimpleName()
                                                .matches(".*(Socket|SocketChannel|DatagramChannel|Connection)"))))
                .orShould()
                .callMethod(URL.class, "openStream")
                .check(CLASSES);
    }

    /** A file's keys are written out where it is written: reflection on records would make them of Java's names. */
    @Test
    void noFileFormatIsMadeOfTheNamesOfRecordComponents() {
        noClasses()
                .should()
                .callMethod(Gson.class, "toJson", Object.class)
                .orShould()
                .callMethod(Gson.class, "fromJson", String.class, Class.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.google.gson.reflect.TypeToken")
                .check(CLASSES);
    }

    /** JavaCPP's search for a symbol stops for ever if another thread loads a library: NativeCall excludes that. */
    @Test
    void symbolsAreSearchedWhileNoLibraryIsLoaded() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("qasr.torch.NativeCall")
                .should()
                .callMethod(Loader.class, "addressof", String.class)
                .check(CLASSES);
    }

    /**
     * Audio filters must apply to all commands: only {@code AudioSelection} may open a decoder; others only inspect
     * files.
     */
    @Test
    void onlyOneClassOpensRecordingsToListenToThem() {
        noClasses()
                .that(resideInAnyPackage(LAYERS)
                        .and(not(describe(
                                "the owner of sound",
                                type -> Set.of("AudioSelection", "InputExpansion", "DurationProbe")
                                        .contains(type.getSimpleName())))))
                .should()
                .callMethod(AudioDecoder.class, "open", AudioInput.class, OptionalInt.class)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> primitive() {
        return describe(
                "primitive or an array of them",
                type -> type.getBaseComponentType().isPrimitive());
    }
}
