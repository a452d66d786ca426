package qasr.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The addresses and file lists of a kind of hub. A mirror has the same layout with another host. */
public enum HubLayout {
    /**
     * Hugging Face: {@code /api/models/ID/tree/REVISION} lists files, {@code /ID/resolve/REVISION/FILE} downloads one.
     */
    HUGGINGFACE("https://huggingface.co", "main") {
        @Override
        URI list(URI base, PullRequest request) {
            return under(base, "/api/models/" + request.model() + "/tree/" + request.revision() + "?recursive=false");
        }

        @Override
        URI file(URI base, PullRequest request, String name) {
            return under(base, "/" + request.model() + "/resolve/" + request.revision() + "/" + name);
        }

        @Override
        List<RemoteFile> parsed(PullRequest request, JsonElement list) {
            List<RemoteFile> files = new ArrayList<>();
            for (JsonElement element : list.getAsJsonArray()) {
                JsonObject entry = element.getAsJsonObject();
                if (!entry.get("type").getAsString().equals("file")) {
                    continue;
                }
                JsonElement large = entry.get("lfs");
                ContentHash hash = large != null && large.isJsonObject()
                        ? new ContentHash(ContentHash.Kind.SHA_256, hex(large.getAsJsonObject(), "oid"))
                        : new ContentHash(ContentHash.Kind.GIT_BLOB, hex(entry, "oid"));
                files.add(new RemoteFile(
                        entry.get("path").getAsString(), entry.get("size").getAsLong(), hash));
            }
            return files;
        }
    },

    /**
     * ModelScope: {@code /api/v1/models/ID/repo/files} lists files with SHA-256, {@code /api/v1/models/ID/repo}
     * downloads.
     */
    MODELSCOPE("https://modelscope.cn", "master") {
        @Override
        URI list(URI base, PullRequest request) {
            return under(
                    base,
                    "/api/v1/models/" + request.model() + "/repo/files?Revision=" + encoded(request.revision())
                            + "&Recursive=false");
        }

        @Override
        URI file(URI base, PullRequest request, String name) {
            return under(
                    base,
                    "/api/v1/models/" + request.model() + "/repo?Revision=" + encoded(request.revision()) + "&FilePath="
                            + encoded(name));
        }

        @Override
        List<RemoteFile> parsed(PullRequest request, JsonElement list) throws HubException {
            JsonElement entries = list.getAsJsonObject().getAsJsonObject("Data").get("Files");
            if (entries.isJsonNull()) { // the answer's status is 200
                throw new HubException(
                        HubException.Reason.NOT_THERE,
                        request.list() + ": the hub has no revision '" + request.revision() + "' of this model"
                                + (request.revision().equals(revision())
                                        ? ""
                                        : " (ModelScope's is " + revision() + ")"));
            }
            List<RemoteFile> files = new ArrayList<>();
            for (JsonElement element : entries.getAsJsonArray()) {
                JsonObject entry = element.getAsJsonObject();
                if (entry.get("Type").getAsString().equals("blob")) {
                    files.add(new RemoteFile(
                            entry.get("Path").getAsString(),
                            entry.get("Size").getAsLong(),
                            new ContentHash(ContentHash.Kind.SHA_256, hex(entry, "Sha256"))));
                }
            }
            return files;
        }
    };

    private final URI base;
    private final String revision;

    HubLayout(String base, String revision) {
        this.base = URI.create(base);
        this.revision = revision;
    }

    /** Returns the address of the original hub. */
    public URI base() {
        return base;
    }

    /** Returns the default revision of a model. */
    public String revision() {
        return revision;
    }

    abstract URI list(URI base, PullRequest request);

    abstract URI file(URI base, PullRequest request, String name);

    abstract List<RemoteFile> parsed(PullRequest request, JsonElement list) throws HubException;

    /**
     * Returns the files of a file list that belong to a model: those in the same folder as its config.json.
     *
     * @throws HubException if {@code list} is not a file list of this layout, or means that there is no such revision
     */
    List<RemoteFile> files(PullRequest request, String list) throws HubException {
        try {
            return parsed(request, JsonParser.parseString(list)).stream()
                    .filter(file ->
                            file.name().matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.(json|txt|safetensors|jinja|md)|LICENSE"))
                    .toList();
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new HubException(
                    HubException.Reason.ANOTHER_LAYOUT,
                    request.list() + ": is not the file list of a " + name().toLowerCase(Locale.ROOT) + " hub",
                    e);
        }
    }

    private static String hex(JsonObject entry, String key) {
        return entry.get(key).getAsString().toLowerCase(Locale.ROOT);
    }

    private static URI under(URI base, String path) {
        return URI.create(base.toString().replaceFirst("/+$", "") + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
