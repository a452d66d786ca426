package qasr.torch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The verdict about a machine: the instructions and kernels that compute right.
 *
 * @param instructions the largest trusted set of instructions; empty if none is trusted
 * @param results the results of the kernels with these instructions, or with all instructions if none are trusted;
 *     empty if the process ended
 * @param trouble the faults with larger sets, one line for each, from all instructions downwards
 */
public record KernelVerdict(Optional<InstructionSet> instructions, List<KernelResult> results, List<String> trouble) {
    /** The verdict if no trial was possible. */
    static final KernelVerdict UNKNOWN = new KernelVerdict(Optional.of(InstructionSet.NATIVE), List.of(), List.of());

    public KernelVerdict {
        results = List.copyOf(results);
        trouble = List.copyOf(trouble);
    }

    /**
     * The result of a trial.
     *
     * @param crashedIn the kernel that ended the process, if one did
     */
    record Trial(List<KernelResult> results, Optional<String> crashedIn) {
        private List<Kernel> wrong() {
            return results.stream()
                    .filter(result -> !result.passes())
                    .map(KernelResult::kernel)
                    .toList();
        }

        /** Returns whether all wrong kernels can be avoided. */
        private boolean isUsable() {
            return crashedIn.isEmpty()
                    && wrong().stream().noneMatch(kernel -> kernel.remedy() == Kernel.Remedy.OTHER_INSTRUCTIONS);
        }

        /** Returns whether products with FP16 weights are right, too; without them, decoding is slow. */
        private boolean isGood() {
            return isUsable() && !wrong().contains(Kernel.FP16_PRODUCTS);
        }

        private String describe() {
            List<String> names =
                    new ArrayList<>(wrong().stream().map(Kernel::label).toList());
            crashedIn.ifPresent(what -> names.add(what + " (ended the process)"));
            return String.join(", ", names);
        }
    }

    /**
     * Chooses the instructions: the largest set with which all required kernels and FP16 products are right; if there
     * is none, the largest set without right FP16 products; else none.
     *
     * @param trials runs a trial; empty if it cannot run. It is called for a smaller set only if the larger sets are
     *     not good
     */
    static KernelVerdict decide(Function<InstructionSet, Optional<Trial>> trials) {
        List<String> trouble = new ArrayList<>();
        Optional<KernelVerdict> slow = Optional.empty();
        List<KernelResult> first = List.of();
        for (InstructionSet set : InstructionSet.values()) {
            Optional<Trial> tried = trials.apply(set);
            if (tried.isEmpty() && set == InstructionSet.NATIVE) {
                return UNKNOWN;
            }
            if (tried.isEmpty()) {
                trouble.add("with " + set.label() + ": could not be tried");
                continue;
            }
            Trial trial = tried.get();
            KernelVerdict verdict = new KernelVerdict(Optional.of(set), trial.results(), trouble);
            if (trial.isGood()) {
                return verdict;
            }
            if (trial.isUsable() && slow.isEmpty()) {
                slow = Optional.of(verdict);
            }
            first = first.isEmpty() ? trial.results() : first;
            trouble.add("with " + set.label() + ": " + trial.describe());
        }
        return slow.isPresent() ? slow.get() : new KernelVerdict(Optional.empty(), first, trouble);
    }

    /** Returns the kernels that must not be used. */
    public Set<Kernel> avoided() {
        Set<Kernel> avoided = EnumSet.noneOf(Kernel.class);
        results.stream().filter(result -> !result.passes()).forEach(result -> avoided.add(result.kernel()));
        return avoided;
    }

    /** Returns the environment variables that must be set before the libraries are loaded. */
    public Map<String, String> settings() {
        return instructions.map(InstructionSet::settings).orElse(Map.of());
    }

    /** Returns whether {@code environment} limits the libraries to these instructions. */
    boolean isInForce(Map<String, String> environment) {
        return settings().entrySet().stream()
                .allMatch(setting -> setting.getValue().equals(environment.get(setting.getKey())));
    }

    /** Returns a note for the user in one line, without the processor's name; empty if everything is right. */
    public Optional<String> note() {
        List<String> parts = new ArrayList<>();
        if (!trouble.isEmpty()) {
            parts.add("computes wrongly " + String.join("; ", trouble));
        }
        String avoided = avoided().stream().map(Kernel::label).collect(Collectors.joining(", "));
        if (!avoided.isEmpty() && instructions.isPresent()) {
            parts.add("computes wrongly: " + avoided + ", which are not used");
        }
        if (instructions.isPresent() && instructions.get() != InstructionSet.NATIVE) {
            parts.add("using " + instructions.get().label());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }
}
