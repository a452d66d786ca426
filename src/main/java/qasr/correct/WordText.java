package qasr.correct;

import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the paragraphs of WordprocessingML, the main part of a docx file. */
final class WordText {
    /** Elements whose content is not part of the text, or is there a second time. */
    private static final Set<String> LEFT_OUT = Set.of(
            "del", "moveFrom", "Fallback", "txbxContent", "instrText", "delText", "delInstrText", "sectPr", "rt");

    private static final char HYPHEN = '\u2011';

    private final XMLStreamReader xml;
    private final StringBuilder text = new StringBuilder();
    /** Whether the end of the current paragraph was deleted, so that the next paragraph continues it. */
    private boolean endDeleted;

    WordText(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Returns the text, with a line feed after each paragraph and for each break. */
    String text() throws XMLStreamException {
        boolean words = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    words = xml.getLocalName().equals("t");
                    begin(xml.getLocalName());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    words = false;
                    end(xml.getLocalName());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE, XMLStreamConstants.CDATA -> {
                    if (words) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a document type");
                default -> {} // comments and processing instructions
            }
        }
        return text.toString();
    }

    private void begin(String name) throws XMLStreamException {
        switch (name) {
            case "pPr" -> paragraphStyle();
            case "br", "cr" -> text.append('\n');
            case "tab" -> text.append(' ');
            case "noBreakHyphen" -> text.append(HYPHEN);
            default -> {
                if (LEFT_OUT.contains(name)) {
                    skip();
                }
            }
        }
    }

    private void end(String name) {
        if (name.equals("p")) {
            text.append(endDeleted ? "" : "\n");
            endDeleted = false;
        }
    }

    /** Skips the style of a paragraph, whose tabs are no text. A deletion in it is that of the paragraph's end. */
    private void paragraphStyle() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                endDeleted |=
                        xml.getLocalName().equals("del") || xml.getLocalName().equals("moveFrom");
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void skip() throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }
}
