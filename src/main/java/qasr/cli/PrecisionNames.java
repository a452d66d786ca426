package qasr.cli;

import qasr.model.Precision;

/** The names of the precisions on the command line. */
final class PrecisionNames extends EnumNames<Precision> {
    PrecisionNames() {
        super(Precision.class);
    }
}
