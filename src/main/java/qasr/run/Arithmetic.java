package qasr.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import qasr.engine.Engines;
import qasr.engine.Remedies;
import qasr.model.DeviceException;
import qasr.run.Doctor.Diagnosis;
import qasr.torch.KernelResult;
import qasr.torch.KernelVerdict;

/**
 * Tests how correctly this machine computes.
 *
 * @param findings one for each operator, then the remedies for wrong operators
 * @param usable whether this machine can compute in some way
 */
record Arithmetic(List<Diagnosis> findings, boolean usable) {
    private static final String NAME = "arithmetic";

    Arithmetic {
        findings = List.copyOf(findings);
    }

    /** Tests every operator. */
    static Arithmetic of(Engines engines) {
        List<Diagnosis> findings = new ArrayList<>();
        try {
            KernelVerdict verdict = engines.tryMachine();
            verdict.results().forEach(result -> findings.add(new Diagnosis(NAME, result.passes(), line(result))));
            verdict.trouble().forEach(trouble -> findings.add(new Diagnosis(NAME, false, "wrong " + trouble)));
            if (findings.isEmpty()) {
                findings.add(new Diagnosis(NAME, false, "not tested: the libraries cannot be loaded"));
            }
            engines.requireMachine().ifPresent(note -> findings.add(new Diagnosis(NAME, false, note)));
            return new Arithmetic(findings, true);
        } catch (DeviceException e) {
            findings.add(new Diagnosis(NAME, false, Remedies.of(e)));
            return new Arithmetic(findings, false);
        }
    }

    private static String line(KernelResult result) {
        return String.format(
                Locale.ROOT,
                "%s: worst error %.1e, allowed %.0e",
                result.kernel().label(),
                result.error(),
                result.tolerance());
    }

    /** Returns what is wrong. */
    List<String> wrong() {
        return findings.stream()
                .filter(finding -> !finding.ok())
                .map(Diagnosis::value)
                .toList();
    }
}
