/**
 * The page of {@code qasr view}: one HTML file to read, listen to and correct a transcript in a browser, from
 * {@code file://} and without a network.
 *
 * <p>In: the transcript as JSON text ({@code qasr.output.PageJson}) and a title. Out: the text of the file.
 * {@link qasr.page.Page} fills {@code page.html} with {@code page.css}, the scripts and the JSON.
 *
 * <p>Traps. Everything in a transcript is hostile: text, file names, speakers. The JSON is in a script element that is not
 * executed, with every character escaped that could end the element; the script shows text as text, never as markup. The
 * content security policy permits this script and this style by their sums, and no request to any host.
 */
package qasr.page;
