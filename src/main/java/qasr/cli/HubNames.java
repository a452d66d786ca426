package qasr.cli;

import qasr.hub.HubLayout;

/** The hubs' names on the command line. */
final class HubNames extends EnumNames<HubLayout> {
    HubNames() {
        super(HubLayout.class);
    }
}
