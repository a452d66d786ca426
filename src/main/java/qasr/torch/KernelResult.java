package qasr.torch;

/**
 * How far a kernel is from loops in double precision on this machine.
 *
 * @param error the greatest difference as a part of the greatest number expected; NaN if something is not finite
 */
public record KernelResult(Kernel kernel, double error) {
    /** Tells whether it may be computed with. */
    public boolean passes() {
        return error <= kernel.tolerance();
    }

    /** Returns the greatest error that is allowed. */
    public double tolerance() {
        return kernel.tolerance();
    }
}
