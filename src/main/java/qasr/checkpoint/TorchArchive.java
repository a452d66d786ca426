package qasr.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import qasr.model.ModelException;

/**
 * The archive that torch.save writes since torch 1.6: a ZIP file with a pickle and an entry for each storage, all without
 * compression. Must be closed.
 */
final class TorchArchive implements AutoCloseable {
    private static final String PICKLE = "/data.pkl";
    /** CAM++ has 0.17 MB. A byte can become a hundred on the heap. */
    private static final int MOST_PICKLE_BYTES = 1 << 20;

    private static final int MOST_STORAGE_BYTES = 64 << 20;
    /** CAM++ has 943 entries. */
    private static final int MOST_ENTRIES = 20_000;

    /** The most bytes of storages to read, each as often as tensors ask for it; CAM++ has 27 MB. */
    private static final long MOST_READ_BYTES = 1L << 30;

    private final ZipFile zip;
    private final Faults faults;
    private final ZipEntry pickle;
    private final String folder;
    /** Tensors that follow each other are often views of one storage. */
    private Optional<ByteBuffer> lastStorage = Optional.empty();

    private String lastKey = "";
    private long storageBytesRead;

    private TorchArchive(ZipFile zip, Faults faults, ZipEntry pickle) {
        this.zip = zip;
        this.faults = faults;
        this.pickle = pickle;
        this.folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    }

    /** Opens {@code file} and finds its pickle. */
    static TorchArchive open(Path file) throws ModelException {
        Faults faults = new Faults(file);
        ZipFile zip = zip(file);
        try {
            requireSimple(zip, faults);
            List<? extends ZipEntry> found = zip.stream()
                    .filter(entry -> entry.getName().endsWith(PICKLE))
                    .limit(2)
                    .toList();
            if (found.size() != 1) {
                throw faults.damaged("a ZIP file with " + (found.isEmpty() ? "no" : "more than one") + " entry '*"
                        + PICKLE + "', where a torch checkpoint has one");
            }
            TorchArchive archive = new TorchArchive(zip, faults, found.get(0));
            archive.requireLittleEndian();
            return archive;
        } catch (ModelException | RuntimeException e) {
            close(zip);
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws ModelException {
        try {
            return new ZipFile(file.toFile(), ZipFile.OPEN_READ, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException(
                    file + ": cannot be opened as a torch checkpoint, perhaps the download ended early: "
                            + Faults.quoted(String.valueOf(e.getMessage())) + ": download it again",
                    e);
        }
    }

    /** Readers differ in which of two entries of one name they take. */
    private static void requireSimple(ZipFile zip, Faults faults) throws ModelException {
        if (zip.size() > MOST_ENTRIES) {
            throw faults.damaged("a ZIP file with " + zip.size() + " entries, the limit is " + MOST_ENTRIES);
        }
        Set<String> names = new HashSet<>();
        Optional<? extends ZipEntry> second =
                zip.stream().filter(entry -> !names.add(entry.getName())).findFirst();
        if (second.isPresent() && !second.get().getName().endsWith(PICKLE)) {
            throw faults.damaged(
                    "a ZIP file with two entries '" + Faults.quoted(second.get().getName()) + "'");
        }
    }

    private void requireLittleEndian() throws ModelException {
        ZipEntry order = zip.getEntry(folder + "/byteorder");
        if (order != null && !new String(bytes(order, 16), StandardCharsets.US_ASCII).equals("little")) {
            throw faults.unusable("was saved on a big-endian machine; save it again on another one");
        }
    }

    /** Returns the value of the pickle. */
    PickleValue root() throws ModelException {
        return Pickle.read(bytes(pickle, MOST_PICKLE_BYTES), faults);
    }

    /**
     * Returns the storage {@code key}. It is read when it is asked for; only the last one is kept.
     *
     * @param bytes the size that the pickle states
     */
    Storage storage(String key, long bytes) throws ModelException {
        ZipEntry entry = Optional.ofNullable(zip.getEntry(folder + "/data/" + key))
                .orElseThrow(() -> faults.damaged("its storage '" + Faults.quoted(key) + "' is missing"));
        if (entry.getSize() != bytes) {
            throw faults.damaged("its storage '" + Faults.quoted(key) + "' has " + entry.getSize()
                    + " bytes, its pickle says " + bytes);
        }
        return () -> content(key, entry);
    }

    private ByteBuffer content(String key, ZipEntry entry) throws ModelException {
        if (lastStorage.isEmpty() || !lastKey.equals(key)) {
            storageBytesRead += entry.getSize();
            if (storageBytesRead > MOST_READ_BYTES) {
                throw faults.damaged(
                        "its tensors share storages so that more than " + MOST_READ_BYTES + " bytes are read");
            }
            lastStorage = Optional.empty(); // free it before the next is read
            lastStorage = Optional.of(
                    ByteBuffer.wrap(bytes(entry, MOST_STORAGE_BYTES)).asReadOnlyBuffer());
            lastKey = key;
        }
        return lastStorage.get().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] bytes(ZipEntry entry, int most) throws ModelException {
        String name = "its entry '" + Faults.quoted(entry.getName()) + "'";
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw faults.damaged(name + " is compressed, which torch.save never does");
        }
        long size = entry.getSize();
        if (size < 0 || size > most) {
            throw faults.damaged(name + " has " + size + " bytes, the limit is " + most);
        }
        if (size > faults.file().toFile().length()) {
            throw faults.damaged(name + " claims " + size + " bytes, more than the file has");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) size);
            if (content.length < size) {
                throw new EOFException("the entry ends early");
            }
            CRC32 sum = new CRC32();
            sum.update(content);
            if (sum.getValue() != entry.getCrc()) {
                throw faults.damaged(name + " does not match its checksum");
            }
            return content;
        } catch (ModelException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException(
                    faults.file() + ": " + name + " cannot be read: " + Faults.quoted(String.valueOf(e.getMessage()))
                            + ": download the file again",
                    e);
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            return; // it was only read
        }
    }
}
