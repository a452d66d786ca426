package qasr.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes docx files, as word processors do: a zip of XML. */
public final class Docx {
    /** The namespace of WordprocessingML. */
    public static final String NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private Docx() {}

    /** Returns a file whose main part has {@code body}, in which the prefix w is that of WordprocessingML. */
    public static byte[] of(String body) throws IOException {
        return zip(
                "[Content_Types].xml", "<Types/>",
                "_rels/.rels",
                        "<Relationships><Relationship Type='x/officeDocument' Target='word/document.xml'/></Relationships>",
                "word/document.xml", document(body));
    }

    /** Returns a file with a paragraph for each line. */
    public static byte[] lines(Iterable<String> lines) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            body.append("<w:p><w:r><w:t xml:space='preserve'>")
                    .append(line.replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</w:t></w:r></w:p>");
        }
        return of(body.toString());
    }

    /** Returns a main part. */
    public static String document(String body) {
        return "<w:document xmlns:w='" + NAMES + "'><w:body>" + body + "</w:body></w:document>";
    }

    /** Returns a zip of parts: their names, each before its text or bytes. */
    public static byte[] zip(Object... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < parts.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) parts[i]));
                zip.write(
                        parts[i + 1] instanceof byte[] raw
                                ? raw
                                : ((String) parts[i + 1]).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
