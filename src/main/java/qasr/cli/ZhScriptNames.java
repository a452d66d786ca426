package qasr.cli;

import qasr.edit.ZhScript;

/** The names of the Chinese scripts on the command line. */
final class ZhScriptNames extends EnumNames<ZhScript> {
    ZhScriptNames() {
        super(ZhScript.class);
    }
}
