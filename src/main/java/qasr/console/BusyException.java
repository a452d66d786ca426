package qasr.console;

import java.io.IOException;

/** Another run is processing this input. The input is tried again at the end, when that run may have finished it. */
public final class BusyException extends IOException {}
