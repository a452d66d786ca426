package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Docx;

final class WordDocumentTest {
    @TempDir
    Path folder;

    private static String text(String body) throws IOException {
        return WordDocument.text(Docx.of(body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <w:p><w:r><w:t>One </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>two</w:t></w:r></w:p><w:p/>   | One two¶¶
        <w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r></w:p> | a b¶c¶d¶
        <w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p> | new¶
        <w:p><w:del><w:r><w:t>old</w:t><w:br/></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p> | ¶
        <w:p><w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>                                  | moved¶
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a </w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p> | a b¶
        <w:p><w:pPr><w:tabs><w:tab/></w:tabs><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p> | a¶
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl> | a¶b¶
        <w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:footnoteReference/></w:r></w:p> | link¶
        <w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag><w:r><w:t>k</w:t></w:r></w:smartTag></w:p> | k¶
        <w:sdt><w:sdtContent><w:p><w:r><w:t>in</w:t></w:r></w:p></w:sdtContent></w:sdt>              | in¶
        <w:p><w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>X</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p> | X¶
        <w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b&lt;&#x4e2d;<![CDATA[<]]></w:t><w:softHyphen/></w:r></w:p> | a‑b<中<¶
        <w:p><!-- <w:t>no</w:t> --><?no t?><w:r><w:t>a</w:t></w:r></w:p><w:sectPr><w:br/></w:sectPr> | a¶
        """)
    void paragraphsAreLinesWithTheChangesTaken(String body, String lines) throws IOException {
        assertEquals(lines.strip().replace("¶", "\n"), text(body.strip()));
    }

    @Test
    void footnotesHeadersAndCommentsAreNotRead() throws IOException {
        String other = "<w:p xmlns:w='" + Docx.NAMES + "'><w:r><w:t>not this</w:t></w:r></w:p>";
        byte[] file = Docx.zip(
                "word/footnotes.xml", other,
                "word/header1.xml", other,
                "word/comments.xml", other,
                "word/document.xml", Docx.document("<w:p><w:r><w:t>this</w:t></w:r></w:p>"));
        assertTrue(WordDocument.isOne(file));
        assertEquals("this\n", WordDocument.text(file));
    }

    @Test
    void theMainPartIsFoundByItsRelationship() throws IOException {
        byte[] file = Docx.zip(
                "word/document2.xml",
                Docx.document("<w:p><w:r><w:t>this</w:t></w:r></w:p>"),
                "_rels/.rels",
                "<Relationships><Relationship Type='http://x/core' Target='a.xml'/><Relationship"
                        + " Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>");
        assertEquals("this\n", WordDocument.text(file));
    }

    /** Entities, files of this computer and of others, and a laugh of a billion. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:SECRET'>]>",
                "<!DOCTYPE a [<!ENTITY e 'SECRET'>]>",
                "<!DOCTYPE a SYSTEM 'file:SECRET'>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:SECRET'> %p;]>",
                "<!DOCTYPE a [<!ENTITY d '0123456789'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]>"
            })
    void documentTypesAndEntitiesAreRefused(String type) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "<!ENTITY e 'password'>");
        String document =
                type.replace("SECRET", secret.toString()) + Docx.document("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>");
        IOException refused =
                assertThrows(IOException.class, () -> WordDocument.text(Docx.zip("word/document.xml", document)));
        assertTrue(refused.getMessage().startsWith("is a damaged docx file: "), refused.getMessage());
        assertFalse(refused.getMessage().contains("password"), refused.getMessage());
    }

    /** Zeros shrink to a thousandth. */
    @Test
    void aZipBombIsRefused() throws IOException {
        for (String name : List.of("word/document.xml", "word/media/first.png")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry(name));
                byte[] block = new byte[1 << 20];
                for (int i = 0; i <= WordDocument.LARGEST_PART >> 20; i++) {
                    zip.write(block);
                }
                zip.putNextEntry(new ZipEntry("word/last.xml"));
            }
            IOException refused = assertThrows(IOException.class, () -> WordDocument.text(bytes.toByteArray()));
            assertTrue(
                    refused.getMessage().contains("is larger than 100 MB when it is unpacked"), refused.getMessage());
        }
    }

    @Test
    void otherFilesAreRefusedWithTheReason() throws IOException {
        byte[] old = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0};
        assertTrue(WordDocument.isOne(old));
        assertEquals(
                "is a doc file or has a password; save it as docx or txt without a password",
                assertThrows(IOException.class, () -> WordDocument.text(old)).getMessage());
        byte[] sheet = Docx.zip("xl/workbook.xml", "<a/>");
        assertEquals(
                "is not a docx file: it has no word/document.xml; save it as docx or txt",
                assertThrows(IOException.class, () -> WordDocument.text(sheet)).getMessage());
        byte[] whole = Docx.of("<w:p><w:r><w:t>" + "text ".repeat(500) + "</w:t></w:r></w:p>");
        for (int length : new int[] {4, 40, whole.length / 2}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> WordDocument.text(cut));
        }
        assertThrows(IOException.class, () -> WordDocument.text(Docx.zip("word/document.xml", "<w:p>")));
        assertFalse(WordDocument.isOne("PK".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void otherEncodingsOfXmlAreRead() throws IOException {
        Charset wide = StandardCharsets.UTF_16;
        String document =
                "<?xml version='1.0' encoding='UTF-16'?>" + Docx.document("<w:p><w:r><w:t>wei\u00df</w:t></w:r></w:p>");
        assertEquals("wei\u00df\n", WordDocument.text(Docx.zip("word/document.xml", document.getBytes(wide))));
    }
}
