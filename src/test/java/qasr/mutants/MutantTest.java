package qasr.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests that each mutant fails the tests that it names, and that the unchanged program passes them. */
final class MutantTest {
    @TempDir
    Path folder;

    /** All of them, or the one that {@code -Dmutant=NAME} asks for. */
    static List<Mutant> mutants() {
        String one = System.getProperty("mutant");
        return one == null ? List.of(Mutant.values()) : List.of(Mutant.valueOf(one));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aMutantFailsEachTestThatItNames(Mutant mutant) throws Exception {
        ClassLoader program = MutatedProgram.of(mutant.edits(), folder);
        assertFalse(mutant.tests().isEmpty(), mutant + " names no test");
        for (String test : mutant.tests()) {
            TestExecutionSummary summary = run(program, List.of(test));
            String message = test + " does not notice " + mutant + ": " + mutant.fault();
            assertFalse(summary.getFailures().isEmpty(), message);
            for (TestExecutionSummary.Failure failure : summary.getFailures()) {
                // A mutant that only crashes would say nothing about the numbers.
                assertInstanceOf(AssertionError.class, failure.getException(), message);
            }
        }
    }

    /** Loaded in the same way, but without an edit: it is the edit that a mutant fails for. */
    @Test
    void theProgramAsItIsPassesAllOfThem() throws Exception {
        List<String> tests = mutants().stream()
                .flatMap(mutant -> mutant.tests().stream())
                .distinct()
                .toList();
        TestExecutionSummary summary = run(MutatedProgram.of(List.of(), folder), tests);
        assertEquals(
                List.of(),
                summary.getFailures().stream()
                        .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                        .toList());
        // Not one skipped: the tests must hold on any machine, without the folder "shared".
        assertEquals(tests.size(), summary.getTestsSucceededCount());
    }

    private static TestExecutionSummary run(ClassLoader program, List<String> tests) throws Exception {
        DiscoverySelector[] selectors = new DiscoverySelector[tests.size()];
        for (int i = 0; i < selectors.length; i++) {
            selectors[i] = selector(program, tests.get(i));
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create(alone).execute(request, listener);
        return listener.getSummary();
    }

    private static DiscoverySelector selector(ClassLoader program, String test) throws ClassNotFoundException {
        String[] names = test.split("#", -1);
        Class<?> type = Class.forName(names[0], false, program);
        Stream<Method> methods = Arrays.stream(type.getDeclaredMethods());
        return methods.filter(method -> method.getName().equals(names[1]))
                .findFirst()
                .map(method -> (DiscoverySelector) DiscoverySelectors.selectMethod(type, method))
                .orElseThrow(() -> new AssertionError("no test " + test));
    }
}
