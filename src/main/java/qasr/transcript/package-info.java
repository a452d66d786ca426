/** What a result is: timed text of one recording. */
package qasr.transcript;
