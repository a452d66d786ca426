package qasr.batch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * Decides which files of a folder are taken. A pattern without a slash matches names, a pattern with a slash matches paths
 * below the named folder; {@code *} stops at a slash and {@code **} does not. A folder that is excluded is not entered.
 */
public final class NameFilter {
    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final List<String> includePatterns;
    private final List<String> excludePatterns;

    /**
     * Makes a filter that takes what matches any of {@code include}, or everything where that is empty, except what
     * matches any of {@code exclude}.
     *
     * @throws java.util.regex.PatternSyntaxException if one is no pattern
     */
    public NameFilter(List<String> include, List<String> exclude) {
        includePatterns = List.copyOf(include);
        excludePatterns = List.copyOf(exclude);
        this.include = matchers(includePatterns);
        this.exclude = matchers(excludePatterns);
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }

    /** Tells whether the file at {@code relative} below the folder is to be taken. */
    boolean takesFile(Path relative) {
        return (include.isEmpty() || matches(include, includePatterns, relative))
                && !matches(exclude, excludePatterns, relative);
    }

    /** Tells whether the folder at {@code relative} is to be entered. */
    boolean entersFolder(Path relative) {
        return !matches(exclude, excludePatterns, relative);
    }

    private static boolean matches(List<PathMatcher> matchers, List<String> patterns, Path relative) {
        for (int i = 0; i < matchers.size(); i++) {
            Path subject = patterns.get(i).contains("/") ? relative : relative.getFileName();
            if (matchers.get(i).matches(subject)) {
                return true;
            }
        }
        return false;
    }
}
