package qasr.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.console.Console;
import qasr.console.OutputFailedException;
import qasr.output.ResultFormat;

/**
 * The formats of one input's results whose files can be written, checked before decoding. A name that is too long for
 * one format must fail that format only.
 *
 * @param formats the formats that can be written
 * @param unfit the errors of the other formats
 */
public record FittingFormats<F extends ResultFormat>(List<F> formats, List<OutputFailedException> unfit) {
    public FittingFormats {
        formats = List.copyOf(formats);
        unfit = List.copyOf(unfit);
    }

    /**
     * Looks at the files of {@code wanted} formats.
     *
     * @throws OutputFailedException if none of them can be written
     */
    public static <F extends ResultFormat> FittingFormats<F> of(Results results, int index, List<F> wanted) {
        List<F> formats = new ArrayList<>();
        List<OutputFailedException> unfit = new ArrayList<>();
        for (F format : wanted) {
            Optional<OutputFailedException> obstacle = obstacle(results.targets(index, format));
            if (obstacle.isPresent()) {
                unfit.add(obstacle.get());
            } else {
                formats.add(format);
            }
        }
        if (formats.isEmpty() && !unfit.isEmpty()) {
            throw unfit.get(0);
        }
        return new FittingFormats<>(formats, unfit);
    }

    /**
     * Checks the files of the {@code wanted} formats, and whether existing files may be replaced. Formats whose files
     * are kept are left out.
     *
     * @throws OutputFailedException if none of them can be written
     */
    public static <F extends ResultFormat> FittingFormats<F> replaceable(Results results, int index, List<F> wanted) {
        return of(
                        results,
                        index,
                        wanted.stream()
                                .filter(format -> !results.isLeft(index, format))
                                .toList())
                .replaceable(results, index);
    }

    /** Returns the formats whose files may be replaced. */
    public FittingFormats<F> replaceable(Results results, int index) {
        List<F> allowed = new ArrayList<>();
        List<OutputFailedException> refused = new ArrayList<>(unfit);
        for (F format : formats) {
            results.refusal(index, format).ifPresentOrElse(refused::add, () -> allowed.add(format));
        }
        return new FittingFormats<>(allowed, refused);
    }

    /** Tells whether nothing is left to do. */
    public boolean isEmpty() {
        return formats.isEmpty();
    }

    /** Of several names, which depend on a language to be found, one may fit. */
    private static Optional<OutputFailedException> obstacle(List<Path> targets) {
        Optional<OutputFailedException> first = Optional.empty();
        for (Path target : targets) {
            Optional<IOException> obstacle = OutputPlace.obstacle(target);
            if (obstacle.isEmpty()) {
                return Optional.empty();
            }
            first = first.isPresent()
                    ? first
                    : Optional.of(new OutputFailedException(target.toString(), obstacle.get()));
        }
        return first;
    }

    /** Prints the errors of formats that cannot be written. */
    public void say(Console console) {
        unfit.forEach(each -> console.error(each.failure()));
    }

    /**
     * Fails the input if a format could not be written; its other formats are written.
     *
     * @throws OutputFailedException if some could not be
     */
    public void raise() {
        if (!unfit.isEmpty()) {
            throw unfit.get(0).said();
        }
    }
}
