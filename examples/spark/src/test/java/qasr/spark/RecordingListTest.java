package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** Tests which files the addresses of a list name. */
final class RecordingListTest {
    private static String address(String uri) {
        return RecordingList.address(uri, new Path("s3a://talks/monday")).toString();
    }

    @Test
    void relativeAddressesCountFromTheFolderOfTheList() {
        assertEquals("s3a://talks/monday/a b.wav", address("a b.wav"));
        assertEquals("s3a://talks/monday/early/a.wav", address("early/a.wav"));
        assertEquals("/early/a.wav", address("/early/a.wav"));
        assertEquals("hdfs://cluster/early/10:30 a.wav", address("hdfs://cluster/early/10:30 a.wav"));
    }

    @Test
    void aColonInANameIsPartOfTheName() {
        assertEquals("s3a://talks/monday/10:30 call.wav", address("10:30 call.wav"));
        assertEquals("s3a://talks/monday/talk:one.wav", address("talk:one.wav"));
        assertEquals("s3a://talks/monday/early/10:30 call.wav", address("early/10:30 call.wav"));
    }
}
