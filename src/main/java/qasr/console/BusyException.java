package qasr.console;

import java.io.IOException;

/** Another run is at work on this input: it comes last, and by then that run may have done it. */
public final class BusyException extends IOException {}
