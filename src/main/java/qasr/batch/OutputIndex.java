package qasr.batch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The newest record of each output path, found by what the output was made from. */
final class OutputIndex {
    private final Map<String, StateFolder.Output> byPath = new HashMap<>();
    private final Map<String, Map<String, StateFolder.Output>> byFingerprint = new HashMap<>();
    /** The sums of all files ever written, and whether any file with this sum was corrected or retried. */
    private final Map<String, Boolean> bySum = new HashMap<>();

    /** Adds one; what was known of its path is forgotten. */
    void add(StateFolder.Output output) {
        bySum.merge(output.sum(), output.corrected(), Boolean::logicalOr);
        StateFolder.Output before = byPath.put(output.path(), output);
        if (before != null) {
            Map<String, StateFolder.Output> same = byFingerprint.get(before.fingerprint());
            same.remove(before.path());
            if (same.isEmpty()) {
                byFingerprint.remove(before.fingerprint());
            }
        }
        byFingerprint
                .computeIfAbsent(output.fingerprint(), fingerprint -> new LinkedHashMap<>(2))
                .put(output.path(), output);
    }

    /** Returns those made from what {@code fingerprint} stands for, the oldest first. */
    List<StateFolder.Output> of(String fingerprint) {
        return List.copyOf(byFingerprint.getOrDefault(fingerprint, Map.of()).values());
    }

    /** Returns the one at {@code path}, if it is known. */
    Optional<StateFolder.Output> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Returns the paths of all outputs, by the places of their recordings. */
    Map<String, Set<String>> pathsByPlace() {
        return byPath.values().stream()
                .collect(Collectors.groupingBy(
                        StateFolder.Output::place,
                        Collectors.mapping(StateFolder.Output::path, Collectors.toUnmodifiableSet())));
    }

    /** Returns those of the files that were last written with one of {@code sums}. */
    List<StateFolder.Output> withSums(List<String> sums) {
        return byPath.values().stream()
                .filter(output -> sums.contains(output.sum()))
                .toList();
    }

    /** Returns whether any file that was written with this sum contains a user's corrections or retried text. */
    Optional<Boolean> written(String sum) {
        return Optional.ofNullable(bySum.get(sum));
    }

    void clear() {
        bySum.clear();
        byPath.clear();
        byFingerprint.clear();
    }
}
