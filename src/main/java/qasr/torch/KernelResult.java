package qasr.torch;

/**
 * The error of a kernel on this machine, compared with loops in double precision.
 *
 * @param error the largest difference, relative to the largest expected number; NaN if a result is not finite
 */
public record KernelResult(Kernel kernel, double error) {
    /** Returns whether the error is within the tolerance. */
    public boolean passes() {
        return error <= kernel.tolerance();
    }

    /** Returns the largest allowed error. */
    public double tolerance() {
        return kernel.tolerance();
    }
}
