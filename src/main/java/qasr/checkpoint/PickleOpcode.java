package qasr.checkpoint;

import java.util.Map;

/** The names of a pickle's opcodes, for messages about those that are refused (Python's pickletools). */
final class PickleOpcode {
    private static final Map<Integer, String> REFUSED = Map.ofEntries(
            Map.entry((int) 'I', "INT"),
            Map.entry((int) 'L', "LONG"),
            Map.entry(0x8b, "LONG4"),
            Map.entry((int) 'S', "STRING"),
            Map.entry((int) 'T', "BINSTRING"),
            Map.entry((int) 'U', "SHORT_BINSTRING"),
            Map.entry((int) 'B', "BINBYTES"),
            Map.entry((int) 'C', "SHORT_BINBYTES"),
            Map.entry(0x8e, "BINBYTES8"),
            Map.entry(0x96, "BYTEARRAY8"),
            Map.entry(0x97, "NEXT_BUFFER"),
            Map.entry(0x98, "READONLY_BUFFER"),
            Map.entry((int) 'V', "UNICODE"),
            Map.entry(0x8d, "BINUNICODE8"),
            Map.entry((int) 'F', "FLOAT"),
            Map.entry((int) 'l', "LIST"),
            Map.entry((int) 'd', "DICT"),
            Map.entry(0x91, "FROZENSET"),
            Map.entry((int) '0', "POP"),
            Map.entry((int) '1', "POP_MARK"),
            Map.entry((int) '2', "DUP"),
            Map.entry((int) 'g', "GET"),
            Map.entry((int) 'p', "PUT"),
            Map.entry(0x82, "EXT1"),
            Map.entry(0x83, "EXT2"),
            Map.entry(0x84, "EXT4"),
            Map.entry((int) 'i', "INST"),
            Map.entry((int) 'o', "OBJ"),
            Map.entry(0x92, "NEWOBJ_EX"),
            Map.entry((int) 'P', "PERSID"));

    private PickleOpcode() {}

    /** Returns the name of a refused opcode, or its number. */
    static String name(int opcode) {
        return REFUSED.getOrDefault(opcode, "0x" + Integer.toHexString(opcode));
    }
}
