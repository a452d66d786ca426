package qasr.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How another program is run over a recording: a line of shell with {model} and either {wav} or {list} in it.
 *
 * <p>{wav} is one file; where a recording is several, the line is run once for each. {list} is a file with one name a
 * line: the recordings, or the pieces of at most 30 seconds that one long recording was cut into, for programs that take no
 * more.
 *
 * @param name what the table calls it
 * @param template the line
 */
record PeerCommand(String name, String template) {
    private static final Pattern LINE = Pattern.compile("\\s*([^=\\s][^=]*?)\\s*=\\s*(\\S.*?)\\s*");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final Set<String> PLACES = Set.of("model", "wav", "list");

    PeerCommand {
        Set<String> found = new LinkedHashSet<>();
        PLACE.matcher(template).results().forEach(place -> found.add(place.group(1)));
        for (String place : found) {
            if (!PLACES.contains(place)) {
                throw new IllegalArgumentException(
                        "peer '%s': '{%s}' is no placeholder: use {model}, {wav}, {list}".formatted(name, place));
            }
        }
        if (found.contains("wav") == found.contains("list")) {
            throw new IllegalArgumentException(
                    "peer '%s': '%s' must have {wav} or {list}, and not both".formatted(name, template));
        }
    }

    /** Reads one {@code name = command} a line; a line that begins with '#' is a remark. */
    static List<PeerCommand> parse(List<String> lines) {
        List<PeerCommand> peers = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String line : lines) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException("'%s' is no peer: write 'name = command'".formatted(line));
            }
            PeerCommand peer = new PeerCommand(parts.group(1), parts.group(2));
            if (!names.add(peer.name)) {
                throw new IllegalArgumentException(
                        "peer '%s' is there twice: give it another name".formatted(peer.name));
            }
            peers.add(peer);
        }
        return peers;
    }

    /** Returns what a shell runs: one process in the shell's place where there is one, else one after another. */
    String script(Path model, Recording recording) {
        String known = template.replace("{model}", quoted(model)).replace("{list}", quoted(recording.list()));
        if (!known.contains("{wav}")) {
            return "exec " + known;
        }
        List<String> each = recording.files().stream()
                .map(file -> known.replace("{wav}", quoted(file)))
                .toList();
        return each.size() == 1 ? "exec " + each.get(0) : "set -e\n" + String.join("\n", each);
    }

    private static String quoted(Path file) {
        String name = file.toString();
        return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
