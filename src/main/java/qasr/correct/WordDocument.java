package qasr.correct;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of a docx file (Office Open XML): one line for each paragraph and each line break, cells of tables included.
 * Text that a tracked change has inserted is taken and deleted text is not. Headers, footnotes and comments are in other
 * parts of the file and are not read.
 *
 * <p>The file may be hostile: document types and entities are refused, and so is a part that is larger than a transcript
 * can be.
 */
public final class WordDocument {
    /** A day of speech has about two megabytes of text, and its markup may be twenty times as long. */
    static final int LARGEST_PART = 100 << 20;

    private static final int LARGEST_FILE = LARGEST_PART;
    private static final String PLACE = "word/document.xml";
    private static final String RELATIONS = "_rels/.rels";
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    /** The container of doc files and of encrypted docx files. */
    private static final byte[] COMPOUND = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private WordDocument() {}

    /** Returns whether a file is a zip or a compound file, which no text file is. */
    public static boolean isOne(byte[] file) {
        return starts(file, ZIP) || starts(file, COMPOUND);
    }

    private static boolean starts(byte[] file, byte[] sign) {
        for (int i = 0; i < sign.length; i++) {
            if (file.length <= i || file[i] != sign[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the text of a docx file.
     *
     * @throws IOException if the file is not a docx, is damaged or is too large
     */
    public static String text(byte[] file) throws IOException {
        if (starts(file, COMPOUND)) {
            throw new IOException("is a doc file or has a password; save it as docx or txt without a password");
        }
        if (file.length > LARGEST_FILE) {
            throw new IOException("is larger than " + (LARGEST_FILE >> 20) + " MB; save it as txt");
        }
        try {
            Optional<byte[]> relations = part(file, RELATIONS);
            String place = relations.isPresent() ? place(relations.get()) : PLACE;
            byte[] document = part(file, place)
                    .orElseThrow(() ->
                            new IOException("is not a docx file: it has no " + PLACE + "; save it as docx or txt"));
            return new WordText(reader(document)).text();
        } catch (XMLStreamException e) {
            throw new IOException("is a damaged docx file: " + firstLine(e.getMessage()), e);
        } catch (IllegalArgumentException e) { // a name in the zip that is not UTF-8
            throw new IOException("is a damaged docx file: " + firstLine(e.getMessage()), e);
        }
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    }

    /** Returns the part {@code name} of the zip. The parts before it are unpacked too, which may take as long. */
    private static Optional<byte[]> part(byte[] file, String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            long unpacked = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return Optional.of(bounded(zip, name));
                }
                unpacked += zip.skip(LARGEST_PART + 1L - unpacked);
                if (unpacked > LARGEST_PART) {
                    throw tooLarge("content");
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] part = in.readNBytes(LARGEST_PART + 1);
        if (part.length > LARGEST_PART) {
            throw tooLarge(name);
        }
        return part;
    }

    private static IOException tooLarge(String what) {
        return new IOException("is refused: its " + what + " is larger than " + (LARGEST_PART >> 20)
                + " MB when it is unpacked; save it as txt");
    }

    /** Returns the name of the part with the text. Some programs give it another name than usual. */
    private static String place(byte[] relations) throws XMLStreamException {
        XMLStreamReader xml = reader(relations);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("Relationship")) {
                String type = xml.getAttributeValue(null, "Type");
                String target = xml.getAttributeValue(null, "Target");
                if (type != null && target != null && type.endsWith("/officeDocument")) {
                    return target.startsWith("/") ? target.substring(1) : target;
                }
            }
        }
        return PLACE;
    }

    private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to another file");
        });
        return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    }
}
