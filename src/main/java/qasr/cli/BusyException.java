package qasr.cli;

import java.io.IOException;

/** Another run is at work on this input: it comes last, and by then that run may have done it. */
final class BusyException extends IOException {}
