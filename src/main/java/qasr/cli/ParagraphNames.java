package qasr.cli;

import qasr.output.Paragraphs;

/** The names of the ways to make paragraphs on the command line. */
final class ParagraphNames extends EnumNames<Paragraphs> {
    ParagraphNames() {
        super(Paragraphs.class);
    }
}
