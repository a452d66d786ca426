package qasr.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads one file. It resumes an earlier attempt if the server supports this, and moves the file into place only if
 * its hash is the one that the hub lists.
 */
final class FileDownload {
    /** The suffix of unfinished files. */
    static final String UNFINISHED = ".download";

    private static final String TAG = ".etag";
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_REFUSED = 416;
    private static final int BUFFER = 1 << 18;
    private static final int MOST_DISCARDED = 2;

    private final HubClient client;
    private final URI address;
    private final RemoteFile file;
    private final Path target;
    private final Path unfinished;
    private final Path tag;
    /** Whether this run downloaded all bytes of the unfinished file. */
    private boolean own;
    /** The number of this run's downloads that were discarded. */
    private int discarded;

    FileDownload(HubClient client, URI address, RemoteFile file, Path folder) {
        this.client = client;
        this.address = address;
        this.file = file;
        this.target = folder.resolve(file.name());
        this.unfinished = folder.resolve(file.name() + UNFINISHED);
        this.tag = folder.resolve(file.name() + UNFINISHED + TAG);
    }

    /** Returns the number of bytes from earlier attempts. */
    long begun() throws IOException {
        return Files.exists(unfinished) ? Files.size(unfinished) : 0;
    }

    /**
     * Tries once and returns the file's SHA-256.
     *
     * @param progress receives the number of bytes of this file so far
     * @throws HubException if the server refuses, or if a second download of this run is discarded
     * @throws PassingException or another exception than a {@link HubException} if another attempt may help
     */
    String attempt(LongConsumer progress) throws IOException {
        long have = begun();
        if (have > file.bytes()) {
            discard();
            have = 0;
        }
        if (have < file.bytes() || !Files.exists(unfinished)) {
            fetch(have, progress);
        }
        String sha256 = Checksums.of(unfinished);
        String mismatch = file.hash().mismatch(unfinished, sha256);
        if (!mismatch.isEmpty()) {
            throw useless(mismatch);
        }
        Files.deleteIfExists(tag);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        return sha256;
    }

    private void fetch(long have, LongConsumer progress) throws IOException {
        HttpRequest.Builder request = client.request(address);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            if (Files.exists(tag)) {
                request.header("If-Range", Files.readString(tag));
            }
        }
        HttpResponse<InputStream> response = client.get(request);
        try (StallGuard body = new StallGuard(response.body(), client.patience().stall())) {
            long start = start(response, have);
            own |= start == 0;
            remember(response);
            receive(body, start, progress);
        }
    }

    /** Returns the offset in the file at which the answer starts. */
    private long start(HttpResponse<InputStream> response, long have) throws IOException {
        int status = response.statusCode();
        if (status == RANGE_REFUSED && have > 0) {
            throw useless("the server cannot resume the download after " + have + " of " + file.bytes() + " bytes");
        }
        if (status != OK && status != PARTIAL) {
            throw client.error(address, response);
        }
        long start = 0;
        if (status == PARTIAL) {
            Matcher range = CONTENT_RANGE.matcher(
                    response.headers().firstValue("Content-Range").orElse(""));
            if (have == 0 || !range.matches() || Long.parseLong(range.group(1)) != have) {
                discard();
                throw new PassingException("the server sent a different part of the file than requested");
            }
            start = have;
        }
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        if (length.isPresent() && start + length.getAsLong() != file.bytes()) {
            throw new PassingException(
                    "the server has " + (start + length.getAsLong()) + " bytes, but the hub lists " + file.bytes());
        }
        return start;
    }

    private void remember(HttpResponse<InputStream> response) throws IOException {
        Optional<String> strong = response.headers().firstValue("ETag").filter(value -> value.startsWith("\""));
        if (strong.isPresent()) {
            Files.writeString(tag, strong.get());
        } else {
            Files.deleteIfExists(tag);
        }
    }

    private void receive(StallGuard body, long start, LongConsumer progress) throws IOException {
        try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            out.truncate(start);
            out.position(start);
            long have = start;
            byte[] buffer = new byte[BUFFER];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                if (have + n > file.bytes()) {
                    out.truncate(0);
                    throw useless("the server sent more than the " + file.bytes() + " bytes listed");
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                have += n;
                progress.accept(have);
            }
            out.force(true);
            if (have < file.bytes()) {
                throw new PassingException("the connection ended after " + have + " of " + file.bytes() + " bytes");
            }
        }
    }

    /**
     * Discards the download and returns the reason as a failure. An accident is unlikely to happen twice, and the file
     * may have gigabytes: only what an earlier run left, perhaps of another revision, does not count.
     */
    private IOException useless(String reason) throws IOException {
        discard();
        if (own && ++discarded == MOST_DISCARDED) {
            return new HubException(file.name() + ": " + reason
                    + "; the second download ended like the first: the hub's file differs from its list");
        }
        return new PassingException(reason);
    }

    private void discard() throws IOException {
        Files.deleteIfExists(unfinished);
        Files.deleteIfExists(tag);
    }
}
