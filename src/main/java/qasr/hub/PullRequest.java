package qasr.hub;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A model to download.
 *
 * @param model "owner/name"
 * @param base the address of the hub or its mirror
 * @param name the name of the installed model
 */
public record PullRequest(HubLayout layout, URI base, String model, String revision, String name) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if model, revision or base is not valid
     */
    public PullRequest {
        if (!ID.matcher(model).matches()) {
            throw new IllegalArgumentException("'" + model + "' is not OWNER/NAME, such as Qwen/Qwen3-ASR-0.6B");
        }
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw new IllegalArgumentException("'" + revision + "' is not a revision");
        }
        if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("'" + base + "' is not the address of a hub: https://HOST");
        }
    }

    URI list() {
        return layout.list(base, this);
    }

    URI file(String file) {
        return layout.file(base, this, file);
    }
}
