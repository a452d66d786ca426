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
 * What a machine can be computed with on.
 *
 * @param instructions as many of the processor's as can be trusted, or empty where none can
 * @param results of the kernels with these instructions, or with all of them where none can be trusted; empty if they
 *     ended the process
 * @param trouble what was wrong with more instructions than these, one line for each, from all of them downwards
 */
public record KernelVerdict(Optional<InstructionSet> instructions, List<KernelResult> results, List<String> trouble) {
    /** What is assumed where no trial could be made. */
    static final KernelVerdict UNKNOWN = new KernelVerdict(Optional.of(InstructionSet.NATIVE), List.of(), List.of());

    public KernelVerdict {
        results = List.copyOf(results);
        trouble = List.copyOf(trouble);
    }

    /**
     * What a trial came to.
     *
     * @param crashedIn what ended the process, if something did
     */
    record Trial(List<KernelResult> results, Optional<String> crashedIn) {
        private List<Kernel> wrong() {
            return results.stream()
                    .filter(result -> !result.passes())
                    .map(KernelResult::kernel)
                    .toList();
        }

        /** Tells whether all that is wrong can be avoided. */
        private boolean isUsable() {
            return crashedIn.isEmpty()
                    && wrong().stream().noneMatch(kernel -> kernel.remedy() == Kernel.Remedy.OTHER_INSTRUCTIONS);
        }

        /** Tells whether it is also as fast as it should be: nearly all products are made with FP16 weights. */
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
     * Decides with how many instructions to compute: the most with which everything that is needed is right, FP16 weights
     * too; without these, if no instructions have them right; else none.
     *
     * @param trials runs a trial, or cannot: then nothing is known, unless more instructions are known to be wrong; asked
     *     for fewer only where more will not do
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

    /** Returns the kernels that are not to be used. */
    public Set<Kernel> avoided() {
        Set<Kernel> avoided = EnumSet.noneOf(Kernel.class);
        results.stream().filter(result -> !result.passes()).forEach(result -> avoided.add(result.kernel()));
        return avoided;
    }

    /** Returns the environment variables that the libraries must find when they are loaded. */
    public Map<String, String> settings() {
        return instructions.map(InstructionSet::settings).orElse(Map.of());
    }

    /** Tells whether a process with {@code environment} has the libraries use these instructions. */
    boolean isInForce(Map<String, String> environment) {
        return settings().entrySet().stream()
                .allMatch(setting -> setting.getValue().equals(environment.get(setting.getKey())));
    }

    /** Returns what a user should know, in one line without the processor's name; empty if all is well. */
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
